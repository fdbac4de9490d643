using CreatorFlow.Domain;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Projection.Books;
using CreatorFlow.Projection.Marks;
using CreatorFlow.Projection.Parking;
using Npgsql;

namespace CreatorFlow.Projection.Recording;

/// <summary>Makes writers; each lane has its own, with its own cache.</summary>
internal sealed class BatchWriterFactory(NpgsqlDataSource database, DatabaseGate gate, WorkingSet workingSet, Bookkeeper bookkeeper, Recorder recorder,
    Announcer announcer, RecordingMeter meter, RecordingTrace trace, Microsoft.Extensions.Options.IOptions<Partitions.ProjectionOptions> options, ILogger<BatchWriter> logger)
{
    public BatchWriter Create() => new(database, gate, workingSet, bookkeeper, recorder, announcer, meter, trace, new AggregateCache(options.Value.CacheSize), logger);
}

/// <summary>
/// Takes deliveries to their committed end, however often that takes:
/// 1. read what the database knows, 2. load what may be asked for, 3. decide, 4. write it all in one transaction,
/// 5. keep the new states, tell Redis. Keys are taken for new until one is refused as recorded, and are looked up before for a
/// while then (docs/adr/0004). A lost race doubts the cache and begins again; a database that is away is waited for; data that the database refuses is found delivery by delivery and quarantined. What needs a stream whose archived
/// events must be restored first, or whose stored events cannot be read, is parked, durably and in order, while the lane goes on. Not thread-safe.
/// </summary>
internal sealed partial class BatchWriter(NpgsqlDataSource database, DatabaseGate gate, WorkingSet workingSet, Bookkeeper bookkeeper, Recorder recorder,
    Announcer announcer, RecordingMeter meter, RecordingTrace trace, AggregateCache cache, ILogger<BatchWriter> logger)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMilliseconds(250);

    /// <summary>Parked events taken up again in one transaction.</summary>
    private const int ReplayedAtOnce = 500;

    /// <summary>Batches whose keys are looked up after one that met a recorded key: duplicates seldom come alone.</summary>
    private const int LookedUpAfterDuplicate = 64;

    private int lookups;
    private bool contested;
    private DateTimeOffset began;

    /// <summary>Returns when every delivery is committed; throws only when cancelled.</summary>
    /// <remarks>A replay of parked events is a transaction of its own: it must find those in the table that came before it. So is a mark: what came before it is committed when it is.</remarks>
    public async Task WriteAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellation)
    {
        var begin = 0;
        for (var i = 0; i < deliveries.Count; i++)
        {
            if (deliveries[i] is { Replay: null, Mark: null }) continue;
            await WritePartAsync([.. deliveries.Skip(begin).Take(i - begin)], cancellation);
            await WritePartAsync([deliveries[i]], cancellation);
            begin = i + 1;
        }
        await WritePartAsync(begin == 0 ? deliveries : [.. deliveries.Skip(begin)], cancellation);
    }

    /// <summary>Nothing that was read before is trusted without a look at its version any more: others may have written since.</summary>
    public void Doubt() => cache.Doubt();

    /// <summary>Does all of it once and leaves nothing behind, neither in the database nor here.</summary>
    /// <exception cref="NpgsqlException">The database is away, or refused it.</exception>
    public async Task RehearseAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellation)
    {
        var known = await Known.ReadAsync(database, deliveries, withKeys: true, cancellation);
        await workingSet.LoadAsync(cache, deliveries, cancellation);
        await recorder.RehearseAsync(bookkeeper.Decide(cache, known, deliveries), cancellation);
        cache.Clear();
    }

    private async Task WritePartAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellation)
    {
        if (deliveries.Count == 0) return;
        PostgresException? refused = null;
        began = trace.Now;
        for (var delay = FirstDelay; ; delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay)
        {
            try
            {
                if (refused is null) await WriteOnceAsync(deliveries, cancellation);
                else await WriteApartAsync(deliveries, refused, cancellation);
                contested = false;
                lookups = Math.Max(0, lookups - 1);
                return;
            }
            catch (PostgresException e) when (IsRecordedKey(e) && lookups == 0)
            {
                lookups = LookedUpAfterDuplicate;
                continue;
            }
            catch (PostgresException e) when (IsRefusedData(e) && refused is null)
            {
                refused = e;
            }
            catch (PostgresException e) when (IsLostRace(e))
            {
                contested = true;
                RaceLost(logger, e.SqlState);
            }
            catch (Exception e) when (DatabaseOutage.Is(e))
            {
                DatabaseAway(logger, e.GetType().Name, (e as PostgresException)?.SqlState, deliveries.Count);
                gate.Failed(e); // one question for all lanes, instead of four of each every second
            }
            cache.Doubt();
            await Task.Delay(delay, cancellation);
            await gate.OpenAsync(cancellation);
        }
    }

    private async Task WriteOnceAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellation)
    {
        if (deliveries is [{ Mark: { } mark }])
        {
            await PartitionMarks.WriteAsync(database, mark, trace.Now, cancellation);
            return;
        }
        if (deliveries is [{ Replay: { } wanted } asked])
        {
            while (await ReplayAsync(asked, wanted, ReplayedAtOnce, refused: null, cancellation)) { }
            return;
        }
        var known = await Known.ReadAsync(database, deliveries, lookups > 0 || deliveries.Any(d => d.Again is not null), cancellation);
        if (known.IsWrittenElsewhere) cache.Doubt();
        await workingSet.LoadAsync(cache, deliveries, cancellation);
        await CommitAsync(bookkeeper.Decide(cache, known, deliveries), cancellation);
    }

    /// <returns>True when more of the aggregate may be open that can be decided.</returns>
    private async Task<bool> ReplayAsync(Delivery asked, ReplayParked wanted, int limit, string? refused, CancellationToken cancellation)
    {
        var rows = await ParkedRows.ReadAsync(database, asked.CreatorId, wanted, limit, cancellation);
        var known = await Known.ReadAsync(database, [asked], withKeys: true, cancellation);
        await workingSet.LoadAsync(cache, [.. rows.Select(r => r.Delivery).OfType<Delivery>()], cancellation);
        var books = bookkeeper.Replay(cache, known, rows, wanted, refused);
        await CommitAsync(books, cancellation);
        return rows.Count == limit && books.Reopened.TrueForAll(f => f.IsSettled);
    }

    private async Task CommitAsync(BatchBooks books, CancellationToken cancellation)
    {
        var heads = await recorder.WriteAsync(books, contested, cancellation);
        meter.Committed(books);
        trace.Committed(books, began);
        Keep(books.Ledger);
        foreach (var parked in books.Parked.Where(p => p.Reason == Ledger.ArchivedStream).GroupBy(p => p.Delivery.CreatorId))
            ArchiveNeeded(logger, parked.Count(), parked.Key, parked.First().Aggregate);
        foreach (var parked in books.Parked.Where(p => p.Reason == Ledger.UnreadableStream).GroupBy(p => p.Delivery.CreatorId))
            Unreadable(logger, parked.Count(), parked.Key, parked.First().Aggregate);
        await announcer.TellAsync(books.Fates, heads);
    }

    /// <summary>One parked event at a time; the one whose effects the database refuses stays parked.</summary>
    private async Task ReplayApartAsync(Delivery asked, ReplayParked wanted, CancellationToken cancellation)
    {
        try
        {
            while (await ReplayAsync(asked, wanted, limit: 1, refused: null, cancellation)) { }
        }
        catch (PostgresException e) when (IsRefusedData(e))
        {
            cache.Clear();
            DataRefused(logger, asked.Id, e.SqlState);
            await ReplayAsync(asked, wanted, limit: 1, $"projection.data_refused_{e.SqlState}", cancellation);
        }
    }

    /// <summary>One delivery at a time; the one that the database refuses is kept as quarantined.</summary>
    private async Task WriteApartAsync(IReadOnlyList<Delivery> deliveries, PostgresException refused, CancellationToken cancellation)
    {
        if (deliveries is [{ Replay: { } wanted } asked]) await ReplayApartAsync(asked, wanted, cancellation);
        else if (deliveries.Count > 1)
            foreach (var delivery in deliveries) await WriteAsync([delivery], cancellation);
        else
        {
            DataRefused(logger, deliveries[0].Id, refused.SqlState);
            await WriteAsync([deliveries[0] with { Quarantined = $"projection.data_refused_{refused.SqlState}", Events = [] }], cancellation);
        }
    }

    private void Keep(Ledger ledger)
    {
        foreach (var (key, draft) in ledger.Stocks) cache.Keep(key, After(draft));
        foreach (var (key, draft) in ledger.Orders) cache.Keep(key, After(draft));
        foreach (var (key, draft) in ledger.Settings) cache.Keep(key, After(draft));
        foreach (var (key, draft) in ledger.Sessions) cache.Keep(key, After(draft));
        foreach (var (key, sku) in ledger.Listings) cache.Keep(key, sku);
        cache.Trim();
    }

    private static Kept<TState> After<TState>(Draft<TState> draft) => new(draft.State, draft.Version,
        draft.Version - draft.SnapshotVersion >= Recorder.SnapshotEvery ? draft.Version : draft.SnapshotVersion);

    private static bool IsLostRace(PostgresException e) => e.SqlState is PostgresErrorCodes.UniqueViolation
        or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    private static bool IsRecordedKey(PostgresException e) => e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "idempotency_keys_pkey" };

    /// <summary>Class 22 (data exception) and 54 (program limit exceeded): no retry will ever store it.</summary>
    private static bool IsRefusedData(PostgresException e) => e.SqlState.StartsWith("22", StringComparison.Ordinal) || e.SqlState.StartsWith("54", StringComparison.Ordinal);

    [LoggerMessage(3001, LogLevel.Information, "Another writer was first ({SqlState}); loading again")]
    private static partial void RaceLost(ILogger logger, string sqlState);

    [LoggerMessage(3002, LogLevel.Warning, "The database is away ({Error}, {SqlState}); {Deliveries} deliveries wait")]
    private static partial void DatabaseAway(ILogger logger, string error, string? sqlState, int deliveries);

    [LoggerMessage(3003, LogLevel.Error, "The database refuses the data of delivery {DeliveryId} ({SqlState}); quarantined")]
    private static partial void DataRefused(ILogger logger, string deliveryId, string sqlState);

    [LoggerMessage(3004, LogLevel.Error, "{Events} events of {CreatorId} are parked ({Aggregate} among the first): events from before are archived and their snapshot has an older shape. "
        + "Run the tool: restore --creator {CreatorId}, archive --creator {CreatorId}")]
    private static partial void ArchiveNeeded(ILogger logger, int events, string creatorId, string aggregate);

    [LoggerMessage(3007, LogLevel.Error, "{Events} events of {CreatorId} are parked ({Aggregate} among the first): what is stored of a stream they need cannot be read, as after going back to an older "
        + "version of this program. The tool's verify names it")]
    private static partial void Unreadable(ILogger logger, int events, string creatorId, string aggregate);
}
