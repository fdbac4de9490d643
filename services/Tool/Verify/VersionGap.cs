namespace CreatorFlow.Tool.Verify;

/// <summary>Versions of a stream that are not in the table.</summary>
/// <param name="Stream">Its id.</param>
/// <param name="First">The first of them.</param>
/// <param name="Last">The last of them.</param>
/// <param name="After">Sequence number of the event before; 0 without one.</param>
/// <param name="Before">Sequence number of the event after; the highest there is without one.</param>
internal sealed record VersionGap(string Stream, long First, long Last, long After, long Before)
{
    public bool AtEnd => Before == long.MaxValue;

    public long Length => Last - First + 1;
}

/// <summary>A stream's state as versions.sql tells it, at one of its events.</summary>
internal sealed record VersionRow(string Stream, long StreamVersion, long Previous, long PreviousSequence, long Version, long Sequence, bool IsLast)
{
    public bool IsBeyond => IsLast && Version > StreamVersion;

    public IEnumerable<VersionGap> Gaps()
    {
        if (Version > Previous + 1) yield return new(Stream, Previous + 1, Version - 1, PreviousSequence, Sequence);
        if (IsLast && StreamVersion > Version) yield return new(Stream, Version + 1, StreamVersion, Sequence, long.MaxValue);
    }
}
