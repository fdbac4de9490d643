namespace CreatorFlow.Tool.Rebuild;

/// <summary>What a rebuild came to.</summary>
/// <param name="Events">Read in bulk.</param>
/// <param name="Rows">Written in bulk.</param>
/// <param name="Elapsed">Of the bulk.</param>
/// <param name="Switched">Whether what was rebuilt is live now.</param>
/// <param name="Held">How long the switch held the live table.</param>
/// <param name="Differing">Rows that differ.</param>
/// <param name="Differences">The first of them.</param>
internal sealed record Rebuilt(long Events, long Rows, TimeSpan Elapsed, bool Switched, TimeSpan Held, long Differing, IReadOnlyList<Difference> Differences)
{
    public double PerSecond => Elapsed > TimeSpan.Zero ? Events / Elapsed.TotalSeconds : 0;
}

/// <summary>A row that is not what the log says.</summary>
/// <param name="Tenant">The creator.</param>
/// <param name="Id">The document's id.</param>
/// <param name="Live">Version and data; null without a row.</param>
/// <param name="Rebuilt">Version and data; null without a row.</param>
internal sealed record Difference(string Tenant, string Id, string? Live, string? Rebuilt);
