using CreatorFlow.EventStore.Partitioning;
using Npgsql;
using NpgsqlTypes;

namespace CreatorFlow.EventStore.Archiving;

/// <summary>Puts archived months back into the event table, each in one transaction, after its file has been proven.</summary>
/// <remarks>Reads and appends go on meanwhile. The files stay; archiving again writes new ones and removes the old.</remarks>
public sealed class EventRestore(NpgsqlDataSource database, ArchiveOptions options, TimeProvider clock)
{
    private const int EventsAtATime = 1_000;
    private readonly ArchiveFile files = new(options.Directory);

    /// <summary>Restores what is archived. Running it again does nothing twice.</summary>
    /// <param name="tenant">One creator, or null for all.</param>
    /// <param name="from">A day of the first month, or null for the oldest.</param>
    /// <param name="to">A day of the last month, or null for the newest.</param>
    /// <param name="progress">Told after every file.</param>
    /// <param name="cancellation">Stops between two files.</param>
    /// <exception cref="ArchiveException">A file is missing or damaged; nothing of it was restored, files before it stay restored.</exception>
    public async Task<ArchiveResult> RestoreAsync(string? tenant = null, DateOnly? from = null, DateOnly? to = null,
        IProgress<ArchiveProgress>? progress = null, CancellationToken cancellation = default)
    {
        await using var alone = await ArchiveLock.TakeAsync(database, cancellation);
        var archives = await ListAsync(tenant, from, to, cancellation);
        var events = 0L;
        for (var i = 0; i < archives.Count; i++)
        {
            await RestoreAsync(archives[i], cancellation);
            events += archives[i].Events;
            progress?.Report(new(i + 1, archives.Count, events, new(archives[i].Tenant, archives[i].Month)));
        }
        return new(archives.Count, events, 0);
    }

    /// <summary>Reads every archived file and compares it with what was recorded.</summary>
    /// <returns>A sentence for each file that is missing or damaged; empty when all is well.</returns>
    public async Task<IReadOnlyList<string>> VerifyAsync(string? tenant = null, IProgress<ArchiveProgress>? progress = null, CancellationToken cancellation = default)
    {
        var archives = await ListAsync(tenant, null, null, cancellation);
        var (broken, events) = (new List<string>(), 0L);
        for (var i = 0; i < archives.Count; i++)
        {
            try
            {
                await files.VerifyAsync(archives[i], cancellation);
            }
            catch (ArchiveException e)
            {
                broken.Add(e.Message);
            }
            events += archives[i].Events;
            progress?.Report(new(i + 1, archives.Count, events, new(archives[i].Tenant, archives[i].Month)));
        }
        return broken;
    }

    private async Task RestoreAsync(ArchiveManifest archive, CancellationToken cancellation)
    {
        await files.VerifyAsync(archive, cancellation);
        await EventPartitions.PrepareAsync(database, archive.Month, archive.Month, cancellation);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var claimed = await connection.Command("claim-restore", archive.Tenant, archive.Month, archive.Part, clock.GetUtcNow()).RunAsync(cancellation);
        if (claimed == 0) return;
        var inserted = 0L;
        await foreach (var lines in files.ReadAsync(archive.File, cancellation).Chunk(EventsAtATime).WithCancellation(cancellation))
            inserted += await InsertAsync(connection, lines, cancellation);
        if (inserted != archive.Events) throw new ArchiveException($"{archive.File}: {inserted} of {archive.Events} events were restored; nothing was kept.");
        await transaction.CommitAsync(cancellation);
    }

    private static async Task<int> InsertAsync(NpgsqlConnection connection, string[] lines, CancellationToken cancellation)
    {
        await using var command = connection.Command("insert-events");
        command.Parameters.Add(new() { Value = $"[{string.Join(',', lines)}]", NpgsqlDbType = NpgsqlDbType.Jsonb });
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<List<ArchiveManifest>> ListAsync(string? tenant, DateOnly? from, DateOnly? to, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var first = from is { } day ? new DateOnly(day.Year, day.Month, 1) : new DateOnly(1, 1, 1);
        return await connection.Command("list-archives", tenant, first, to ?? new DateOnly(9999, 12, 31)).ListAsync(r => new ArchiveManifest(
            ArchiveManifest.Current, r.GetString(0), r.GetFieldValue<DateOnly>(1), r.GetInt32(2), r.GetString(3), r.GetInt64(4), r.GetInt64(5),
            r.GetInt64(6), r.GetInt64(7), r.GetString(8)), cancellation);
    }
}
