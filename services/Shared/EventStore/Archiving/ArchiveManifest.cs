namespace CreatorFlow.EventStore.Archiving;

/// <summary>What a file holds; written beside it as <c>.json</c>, and kept in <c>event_archives</c>.</summary>
/// <param name="Format">1: a line of JSON for each event with every column of mt_events, ended by a line feed, gzip.</param>
/// <param name="Tenant">The creator.</param>
/// <param name="Month">The month's first day.</param>
/// <param name="Part">1, or more when events of the month were found after it had been archived.</param>
/// <param name="File">Path below the archive's folder, with '/'.</param>
/// <param name="Events">Lines.</param>
/// <param name="Streams">Different streams among them.</param>
/// <param name="FirstSequence">The lowest sequence number.</param>
/// <param name="LastSequence">The highest sequence number.</param>
/// <param name="Sha256">Of the lines, uncompressed; lower-case hex.</param>
public sealed record ArchiveManifest(int Format, string Tenant, DateOnly Month, int Part, string File, long Events, long Streams,
    long FirstSequence, long LastSequence, string Sha256)
{
    internal const int Current = 1;
}
