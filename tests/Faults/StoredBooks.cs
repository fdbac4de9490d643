using CreatorFlow.Domain;
using CreatorFlow.Contracts.ReadModels;
using CreatorFlow.EventStore;
using CreatorFlow.EventStore.Reading;
using CreatorFlow.Projection.Books;
using CreatorFlow.Domain.Inventory;
using Npgsql;

namespace CreatorFlow.Tests.Faults;

/// <summary>What was found wrong; zeros are what we want.</summary>
internal sealed record BooksReport(int Lost, int AppliedTwice, int OrderViolations, int WrongReadModels, int WrongStock);

/// <summary>The database's books, read back and compared with what was sent and with a replay of the log.</summary>
internal sealed class StoredBooks(NpgsqlDataSource database)
{
    public async Task<bool> HasAsync(int events)
    {
        await using var command = database.CreateCommand("select count(*) from mt_events");
        return (long)(await command.ExecuteScalarAsync())! >= events;
    }

    /// <summary>How far they came, for a run that does not end.</summary>
    public async Task<string> WhereAsync()
    {
        await using var command = database.CreateCommand("""
            select format('%s events stored, the last at %s; %s deliveries spooled; now %s',
              (select count(*) from mt_events), (select max(timestamp) from mt_events), (select count(*) from ingest_spool), now())
            """);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    public async Task<BooksReport> CompareAsync(Traffic traffic)
    {
        var (lost, twice, disorder) = (0, 0, 0);
        foreach (var (creator, acknowledged) in traffic.Acknowledged)
        {
            var applied = await AppliedAsync(creator);
            twice += applied.Count - applied.Distinct().Count();
            lost += acknowledged.Except(applied).Count();
            disorder += Enumerable.Range(0, Math.Min(applied.Count, acknowledged.Count)).Count(i => applied[i] != acknowledged[i]);
        }
        var (models, stock) = await ReplayAsync(traffic);
        return new(lost, twice, disorder, models, stock);
    }

    /// <summary>The webhook ids of a creator's events in the order they were applied.</summary>
    private async Task<List<string>> AppliedAsync(string creator)
    {
        await using var command = database.CreateCommand("select headers ->> 'IdempotencyKey' from mt_events where tenant_id = $1 order by seq_id");
        command.Parameters.Add(new() { Value = creator });
        var ids = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) ids.Add(reader.GetString(0).Split(':')[^1]);
        return ids;
    }

    /// <summary>Folds every stream again and compares the read model that results with the stored one, and its number with what was sent.</summary>
    private async Task<(int Models, int Stock)> ReplayAsync(Traffic traffic)
    {
        var (models, stock) = (0, 0);
        var reader = new EventReader(database);
        foreach (var ((creator, sku), expected) in traffic.Expected)
        {
            var stored = await DocumentAsync(creator, sku);
            var events = await reader.ReadAsync(new(creator, Stock.StreamOf(sku)), afterVersion: 0, limit: 1_000_000, CancellationToken.None);
            var state = events.Aggregate(new StockState(), (s, e) => Stock.Evolve(s, (Contracts.Inventory.StockEvent)Folding.Read(e)));
            var replayed = StockItemView.Of(sku, state, events.Count, stored.UpdatedAt);
            if (!CanonicalJson.Serialize(replayed).AsSpan().SequenceEqual(CanonicalJson.Serialize(stored))) models++;
            if (stored.OnHand != expected) stock++;
        }
        return (models, stock);
    }

    private async Task<StockItem> DocumentAsync(string creator, string sku)
    {
        await using var command = database.CreateCommand("select data from mt_doc_stockitem where tenant_id = $1 and id = $2");
        command.Parameters.Add(new() { Value = creator });
        command.Parameters.Add(new() { Value = sku });
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync(), $"{creator} has no {sku}");
        return CanonicalJson.Deserialize<StockItem>(reader.GetFieldValue<byte[]>(0));
    }
}
