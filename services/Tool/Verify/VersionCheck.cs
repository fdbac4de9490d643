using System.Globalization;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Tool.Log;
using Npgsql;

namespace CreatorFlow.Tool.Verify;

/// <summary>
/// Looks for versions that are neither in the table nor archived. A gap is archived as far as a snapshot within it reaches, when the
/// creator has an archive of that time; and a creator cannot lack more events than the archives hold, wherever snapshots are.
/// </summary>
internal sealed class VersionCheck(NpgsqlConnection connection, string tenant, Action<Finding> found)
{
    private const int Shown = 5;
    private static readonly string Versions = Sql.Load("Verify/versions.sql");
    private static readonly string Boundaries = Sql.Load("Verify/boundaries.sql");
    private readonly HashSet<string> broken = new(StringComparer.Ordinal);

    /// <returns>Streams that cannot be folded, and streams whose last event is archived.</returns>
    public async Task<(HashSet<string> Broken, HashSet<string> Ended)> RunAsync(CancellationToken cancellation)
    {
        var rows = await connection.RowsAsync(Versions, r => new VersionRow(r.GetString(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3), r.GetInt64(4), r.GetInt64(5), r.GetBoolean(6)),
            cancellation, tenant).ToListAsync(cancellation);
        foreach (var row in rows.Where(r => r.IsBeyond))
            Break(FindingCodes.VersionBeyond, row.Stream, $"the stream is at {row.StreamVersion}, its events go to {row.Version}");
        List<VersionGap> gaps = [.. rows.SelectMany(r => r.Gaps())];
        var missing = Missing(gaps, await BoundariesAsync(gaps, cancellation));
        var ends = rows.GroupBy(r => r.Stream, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Max(r => Math.Max(r.StreamVersion, r.Version)), StringComparer.Ordinal);
        foreach (var stream in missing.GroupBy(g => g.Stream, StringComparer.Ordinal)) Report(stream.Key, ends[stream.Key], [.. stream]);
        await CheckSumAsync(gaps.Sum(g => g.Length), missing.Sum(g => g.Length), cancellation);
        return (broken, gaps.Where(g => g.AtEnd).Select(g => g.Stream).Except(broken, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal));
    }

    /// <returns>The last snapshot's version and shape, by the gap's place, where there is one.</returns>
    private async Task<Dictionary<int, (long Version, int Schema)>> BoundariesAsync(List<VersionGap> gaps, CancellationToken cancellation) => gaps.Count == 0 ? [] :
        await connection.RowsAsync(Boundaries, r => (Place: (int)r.GetInt64(0) - 1, Boundary: (r.GetInt64(1), r.GetInt32(2))), cancellation, tenant,
            gaps.Select(g => g.Stream).ToArray(), gaps.Select(g => g.First).ToArray(), gaps.Select(g => g.Last).ToArray(),
            gaps.Select(g => g.After).ToArray(), gaps.Select(g => g.Before).ToArray()).ToDictionaryAsync(b => b.Place, b => b.Boundary, cancellationToken: cancellation);

    /// <summary>What is left of the gaps after the archived part of each.</summary>
    private List<VersionGap> Missing(List<VersionGap> gaps, Dictionary<int, (long Version, int Schema)> boundaries)
    {
        var missing = new List<VersionGap>();
        for (var place = 0; place < gaps.Count; place++)
        {
            var (gap, archived) = (gaps[place], boundaries.GetValueOrDefault(place));
            if (archived.Version < gap.Last) missing.Add(gap with { First = Math.Max(gap.First, archived.Version + 1) });
            else if (ReadModel.Of(gap.Stream) is { } model && archived.Schema != model.Schema && !broken.Contains(gap.Stream))
                Break(FindingCodes.SnapshotOutdated, gap.Stream, $"events up to {gap.Last} are archived, and the snapshot in their place has shape {archived.Schema}, not {model.Schema}");
        }
        return missing;
    }

    private void Report(string stream, long end, VersionGap[] gaps)
    {
        var count = gaps.Sum(g => g.Length);
        var some = gaps.SelectMany(g => Enumerable.Range(0, (int)Math.Min(Shown, g.Length)).Select(i => g.First + i)).Take(Shown).ToList();
        Break(FindingCodes.VersionMissing, stream, $"{count} of {end} events: {string.Join(", ", some)}{(count > some.Count ? ", …" : "")}");
    }

    /// <param name="gone">All events that are not in the table.</param>
    /// <param name="reported">Those among them that were found missing.</param>
    /// <param name="cancellation">Stops it.</param>
    private async Task CheckSumAsync(long gone, long reported, CancellationToken cancellation)
    {
        var archived = await connection.ValueAsync<long>("select coalesce(sum(events), 0)::bigint from event_archives where tenant_id = $1 and restored_at is null", cancellation, tenant);
        if (gone - reported > archived)
            Find(FindingCodes.VersionMissing, "archive", $"{gone - reported} events before snapshots are not in the table, and the archives hold only {archived}");
        if (gone < archived)
            Find(FindingCodes.ArchiveBeyond, "archive", $"the archives hold {archived} events, and only {gone} are not in the table");
    }

    private void Break(string code, string stream, FormattableString detail)
    {
        broken.Add(stream);
        Find(code, stream, detail);
    }

    private void Find(string code, string subject, FormattableString detail) => found(new(code, tenant, subject, detail.ToString(CultureInfo.InvariantCulture)));
}
