using System.Runtime.CompilerServices;
using CreatorFlow.EventStore.Partitioning;
using Npgsql;

namespace CreatorFlow.EventStore.Archiving;

/// <summary>
/// Moves months of events that are past their retention into files, a creator and month at a time:
/// 1. the rows are written to a file, which is forced to the disk; 2. the file is read again and compared; 3. every stream's state at the
/// month's end is folded; 4. one transaction writes these snapshots, removes exactly the rows of the file and records the archive.
/// Whatever is killed in between leaves the rows where they were, and a file that the next run writes again.
/// </summary>
/// <remarks>Reads and appends go on meanwhile. One run at a time: a second one is refused.</remarks>
public sealed class EventArchive(NpgsqlDataSource database, ArchiveOptions options, SnapshotMaker snapshots, TimeProvider clock)
{
    private readonly ArchiveFile files = new(options.Directory);
    private readonly BoundarySnapshots boundaries = new(database, snapshots);

    /// <summary>Archives what is due. Running it again does nothing twice.</summary>
    /// <param name="tenant">One creator, or null for all.</param>
    /// <param name="progress">Told after every file.</param>
    /// <param name="cancellation">Stops between two steps; what is finished stays finished.</param>
    /// <exception cref="ArchiveException">A file is not what was written, rows changed meanwhile, or another run is under way.</exception>
    /// <exception cref="ArchivedEventsException">A stream cannot be folded since earlier events are archived under an older snapshot shape: restore them first.</exception>
    public async Task<ArchiveResult> ArchiveAsync(string? tenant = null, IProgress<ArchiveProgress>? progress = null, CancellationToken cancellation = default)
    {
        await using var alone = await ArchiveLock.TakeAsync(database, cancellation);
        var stays = options.FirstMonthThatStays(clock.GetUtcNow());
        var units = await DueAsync(stays, tenant, cancellation);
        var events = 0L;
        for (var i = 0; i < units.Count; i++)
        {
            var manifest = await WriteAsync(units[i], cancellation);
            await RemoveAsync(units[i], manifest, cancellation);
            events += manifest.Events;
            progress?.Report(new(i + 1, units.Count, events, units[i]));
        }
        return new(units.Count, events, await EventPartitions.DropEmptyAsync(database, stays, cancellation));
    }

    /// <summary>Steps 1 and 2; nothing is changed in the database.</summary>
    internal async Task<ArchiveManifest> WriteAsync(ArchiveUnit unit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var moment = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        var described = await DescribeAsync(connection, unit, cancellation);
        var manifest = described with { Sha256 = await files.WriteAsync(described.File, LinesAsync(connection, unit, cancellation), cancellation) };
        await files.WriteManifestAsync(manifest, cancellation);
        await files.VerifyAsync(manifest, cancellation);
        return manifest;
    }

    /// <summary>Steps 3 and 4.</summary>
    internal async Task RemoveAsync(ArchiveUnit unit, ArchiveManifest manifest, CancellationToken cancellation)
    {
        var taken = await boundaries.FoldAsync(unit, cancellation);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await BoundarySnapshots.InsertAsync(connection, unit, taken, clock.GetUtcNow(), cancellation);
        var removed = await connection.Command("delete-unit", unit.Tenant, unit.Since, unit.Until, manifest.FirstSequence, manifest.LastSequence).RunAsync(cancellation);
        if (removed != manifest.Events)
            throw new ArchiveException($"{unit.Tenant}, {unit.Month:yyyy-MM}: {removed} events where {manifest.Events} were written. Nothing was removed; run it again.");
        var superseded = await connection.Command("forget-restored", unit.Tenant, unit.Month).ListAsync(r => r.GetString(0), cancellation);
        await connection.Command("insert-archive", unit.Tenant, unit.Month, manifest.Part, manifest.File, manifest.Events, manifest.Streams,
            manifest.FirstSequence, manifest.LastSequence, manifest.Sha256, clock.GetUtcNow()).RunAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        foreach (var file in superseded) files.Delete(file); // their events were restored, and are in the new file
    }

    private async Task<List<ArchiveUnit>> DueAsync(DateOnly stays, string? tenant, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var until = new DateTimeOffset(stays.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        return await connection.Command("find-units", until, tenant)
            .ListAsync(r => new ArchiveUnit(r.GetString(0), r.GetFieldValue<DateOnly>(1)), cancellation);
    }

    private static async Task<ArchiveManifest> DescribeAsync(NpgsqlConnection connection, ArchiveUnit unit, CancellationToken cancellation)
    {
        var rows = await connection.Command("describe-unit", unit.Tenant, unit.Since, unit.Until, unit.Month).ListAsync(r => new ArchiveManifest(
            ArchiveManifest.Current, unit.Tenant, unit.Month, r.GetInt32(4), ArchiveFile.NameOf(unit, r.GetInt32(4)),
            r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3), ""), cancellation);
        return rows[0];
    }

    private static async IAsyncEnumerable<string> LinesAsync(NpgsqlConnection connection, ArchiveUnit unit, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = connection.Command("read-unit", unit.Tenant, unit.Since, unit.Until);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) yield return reader.GetString(0);
    }
}
