using CreatorFlow.Tool.CommandLine;
using CreatorFlow.Tool.Log;
using CreatorFlow.Tool.Rebuild;
using CreatorFlow.Tool.Verify;
using Npgsql;

namespace CreatorFlow.Tests.Faults;

/// <summary>What was found wrong; zeros are what we want.</summary>
/// <param name="Lost">Webhooks that were acknowledged and are not in the log.</param>
/// <param name="AppliedTwice">Webhooks whose effects are in the log more than once.</param>
/// <param name="OrderViolations">Places at which a creator's log has another webhook than was acknowledged then.</param>
/// <param name="Oversold">Units promised to orders beyond those that were there, and orders refused units that were.</param>
/// <param name="WrongStock">SKUs whose number is not the sum of what was sent.</param>
/// <param name="WrongReadModels">Findings of the tool's <c>verify</c>, and rows that its <c>rebuild</c> makes otherwise.</param>
internal sealed record BooksReport(long Lost, long AppliedTwice, long OrderViolations, long Oversold, long WrongStock, long WrongReadModels)
{
    public static BooksReport Clean { get; } = new(0, 0, 0, 0, 0, 0);

    /// <summary>By the words of the tables.</summary>
    public IEnumerable<(string What, long Found)> Findings() =>
    [
        ("lost", Lost), ("applied twice", AppliedTwice), ("order violations", OrderViolations), ("oversold beyond the buffer", Oversold),
        ("wrong stock", WrongStock), ("read models unlike a rebuild", WrongReadModels),
    ];
}

/// <summary>The database's books, read back and compared with what was sent and with a replay of the log.</summary>
internal sealed class StoredBooks(NpgsqlDataSource database)
{
    /// <summary>Webhooks of the traffic that came to their end.</summary>
    public Task<long> RecordedAsync() => CountAsync("select count(*) from idempotency_keys where key like '%:msg-%'");

    /// <summary>What the product has still to do: outbox, spool, and channels to be told.</summary>
    public Task<long> WaitingAsync() => CountAsync("select (select count(*) from outbox) + (select count(*) from ingest_spool) + (select count(*) from pushes where status = 'waiting')");

    /// <summary>The last position of a creator's change feed.</summary>
    public async Task<long> HeadAsync(string creator)
    {
        await using var command = database.CreateCommand("select coalesce(max(seq), 0) from change_feed where tenant_id = $1");
        command.Parameters.Add(new() { Value = creator });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>How far they came, for a run that does not end.</summary>
    public async Task<string> WhereAsync()
    {
        await using var command = database.CreateCommand("""
            select format('%s webhooks recorded, the last event at %s; %s deliveries spooled; now %s',
              (select count(*) from idempotency_keys where key like '%%:msg-%%'), (select max(timestamp) from mt_events), (select count(*) from ingest_spool), now())
            """);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Webhooks of these that are not in the log.</summary>
    public async Task<List<string>> MissingAsync(IReadOnlyDictionary<string, string[]> acknowledged)
    {
        var missing = new List<string>();
        foreach (var (creator, ids) in acknowledged) missing.AddRange(ids.Except(await AppliedAsync(creator)));
        return missing;
    }

    public async Task<BooksReport> CompareAsync(Traffic traffic)
    {
        var (lost, disorder) = (0L, 0L);
        foreach (var (creator, acknowledged) in traffic.Acknowledged)
        {
            var applied = await AppliedAsync(creator);
            lost += acknowledged.Except(applied).Count();
            disorder += Enumerable.Range(0, Math.Min(applied.Count, acknowledged.Count)).Count(i => applied[i] != acknowledged[i]);
        }
        return new(lost, await AppliedTwiceAsync(), disorder, await OversoldAsync(traffic), await WrongStockAsync(traffic), await WrongReadModelsAsync());
    }

    /// <summary>The first place of each creator at which another webhook was applied than was acknowledged then, with the two that follow: what moved, and how far.</summary>
    public async Task<List<string>> DisorderAsync(Traffic traffic)
    {
        var found = new List<string>();
        foreach (var (creator, acknowledged) in traffic.Acknowledged)
        {
            var applied = await AppliedAsync(creator);
            var first = Enumerable.Range(0, Math.Min(applied.Count, acknowledged.Count)).FirstOrDefault(i => applied[i] != acknowledged[i], -1);
            if (first >= 0) found.Add($"{creator}: at {first} of {acknowledged.Count} {Next(applied, first)} were applied, {Next(acknowledged, first)} acknowledged");
        }
        return found;

        static string Next(IEnumerable<string> ids, int from) => string.Join(" ", ids.Skip(from).Take(3));
    }

    /// <summary>The webhook ids of a creator's events in the order they were applied.</summary>
    private async Task<List<string>> AppliedAsync(string creator)
    {
        await using var command = database.CreateCommand("""
            select split_part(headers ->> 'IdempotencyKey', ':', 2) from mt_events
            where tenant_id = $1 and headers ->> 'IdempotencyKey' like '%:msg-%' group by 1 order by min(seq_id)
            """);
        command.Parameters.Add(new() { Value = creator });
        var ids = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) ids.Add(reader.GetString(0));
        return ids;
    }

    /// <summary>Keys of more than one delivery, and keys that did the same to a stream more than once.</summary>
    public Task<long> AppliedTwiceAsync() => CountAsync("""
        select count(*) from (
          select 1 from mt_events where headers ->> 'IdempotencyKey' like '%:msg-%' group by tenant_id, headers ->> 'IdempotencyKey'
          having count(distinct headers ->> 'DeliveryId') > 1 or count(*) > count(distinct (stream_id, type))) twice
        """);

    private async Task<long> OversoldAsync(Traffic traffic)
    {
        var served = await NumbersAsync("""
            select tenant_id, data -> 'Lines' -> 0 ->> 'Sku', count(*) filter (where not (data ->> 'Oversold')::boolean) from mt_doc_ordersummary group by 1, 2
            """);
        return traffic.Scarce.Sum(s => Math.Abs(served.GetValueOrDefault(s.Key) - Math.Min(s.Value.Units, s.Value.Orders)));
    }

    private async Task<long> WrongStockAsync(Traffic traffic)
    {
        var stored = await NumbersAsync("select tenant_id, id, (data ->> 'OnHand')::bigint from mt_doc_stockitem");
        return traffic.Expected.LongCount(expected => !stored.TryGetValue(expected.Key, out var onHand) || onHand != expected.Value);
    }

    /// <summary>Findings of the tool's <c>verify</c>, and rows that its <c>rebuild</c> makes otherwise.</summary>
    public async Task<long> WrongReadModelsAsync()
    {
        var screen = new Screen(TextWriter.Null);
        long wrong = (await new Verification(database, screen).RunAsync(creator: null, CancellationToken.None)).Findings.Count;
        foreach (var model in ReadModel.All) wrong += (await new Rebuilding(database, model, creator: null, acceptDifferences: false, screen).RunAsync(CancellationToken.None)).Differing;
        return wrong;
    }

    private async Task<Dictionary<(string Creator, string Sku), long>> NumbersAsync(string sql)
    {
        await using var command = database.CreateCommand(sql);
        var numbers = new Dictionary<(string, string), long>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) numbers[(reader.GetString(0), reader.GetString(1))] = reader.GetInt64(2);
        return numbers;
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
