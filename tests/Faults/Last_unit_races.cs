using System.Globalization;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Testing.Servers;
using Npgsql;
using Xunit.Abstractions;

namespace CreatorFlow.Tests.Faults;

/// <summary>
/// Invariant I9: four channels sell the last units at the same time, every third time as a bundle. CREATORFLOW_RACE_ROUNDS
/// makes the run longer; CREATORFLOW_FAULT_SEED another one.
/// </summary>
public sealed class Last_unit_races(ITestOutputHelper output)
{
    private const int Creators = 8;
    private const int Channels = 4;
    private const int AtOnce = 16;
    private static readonly int Rounds = Asked.Number("CREATORFLOW_RACE_ROUNDS", 300);
    private static readonly int Seed = Asked.Number("CREATORFLOW_FAULT_SEED", 20261121);

    [Fact]
    public async Task Nothing_is_sold_twice_and_every_loser_is_named_with_an_action()
    {
        output.WriteLine($"seed {Seed}, {Rounds} rounds");
        await using var pipeline = await Pipeline.StartAsync(PrivateServers.Shared, Creators, typeof(Ingest.IngestModule), typeof(CreatorFlow.Projection.ProjectionModule), Channels);
        using var sender = new StandardSender(new Uri(pipeline.Ingest.Address), Pipeline.Secret);
        var random = new Random(Seed);
        var rounds = Enumerable.Range(0, Rounds).Select(i => new Round(i, random.Next(1, 4), i % 3 == 0)).ToList();
        await Parallel.ForEachAsync(rounds, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (round, _) => await RunAsync(sender, round));
        await Eventually.Async(async () => await CountAsync(pipeline.Database, "select count(*) from mt_doc_ordersummary") == Rounds * Channels, TimeSpan.FromMinutes(5), "all orders are decided");
        var sold = rounds.Sum(r => Math.Min(r.Units, Channels));
        Assert.Equal(sold, await CountAsync(pipeline.Database, "select count(*) from mt_doc_ordersummary where not (data ->> 'Oversold')::boolean"));
        Assert.Equal(Rounds * Channels - sold, await CountAsync(pipeline.Database,
            "select count(distinct (tenant_id, stream_id)) from mt_events where type = 'order.oversold' and data ->> 'Suggestion' in ('cancel', 'source_elsewhere', 'backorder')"));
        Assert.Equal(rounds.Sum(r => Math.Min(r.Units, Channels) * (r.Bundle ? 2 : 1)), await CountAsync(pipeline.Database, "select sum((data ->> 'Reserved')::bigint)::bigint from mt_doc_stockitem"));
        await NoneIsServedMoreThanThereIsAsync(pipeline.Database, rounds);
        output.WriteLine($"{sold} of {Rounds * Channels} orders served, {Rounds * Channels - sold} named with an action, oversold 0");
    }

    /// <summary>Of each SKU as many orders are served as there were units; of one sold by itself, the others are owed.</summary>
    private static async Task NoneIsServedMoreThanThereIsAsync(NpgsqlDataSource database, List<Round> rounds)
    {
        var served = new Dictionary<string, long>(StringComparer.Ordinal);
        await using var command = database.CreateCommand("select data -> 'Lines' -> 0 ->> 'Sku', count(*) filter (where not (data ->> 'Oversold')::boolean) from mt_doc_ordersummary group by 1");
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync()) served[reader.GetString(0)] = reader.GetInt64(1);
        Assert.All(rounds, r => Assert.Equal((r.Number, Math.Min(r.Units, Channels)), (r.Number, served[r.Sku])));
        var owed = rounds.Where(r => !r.Bundle).Sum(r => Math.Max(0, Channels - r.Units));
        Assert.Equal(owed, await CountAsync(database, "select sum((data ->> 'Backordered')::bigint)::bigint from mt_doc_stockitem"));
    }

    /// <summary>A bundle is one of each of two components; the second has one unit more, so that it is never the scarce one.</summary>
    private static async Task RunAsync(StandardSender sender, Round round)
    {
        await PostAsync(sender, round, 0, "stock", "inventory.stock_updated", $$"""{"sku":"A-{{round.Number}}","set":{{round.Units}}}""");
        if (round.Bundle)
        {
            await PostAsync(sender, round, 0, "other", "inventory.stock_updated", $$"""{"sku":"B-{{round.Number}}","set":{{round.Units + 1}}}""");
            await PostAsync(sender, round, 0, "bundle", "bundle.defined", $$"""{"sku":"AB-{{round.Number}}","components":[{"sku":"A-{{round.Number}}","quantity":1},{"sku":"B-{{round.Number}}","quantity":1}]}""");
        }
        await Task.WhenAll(Enumerable.Range(0, Channels).Select(channel => PostAsync(sender, round, channel, $"order-{channel}", "order.created",
            $$"""{"orderId":"{{round.Number}}-{{channel}}","lines":[{"sku":"{{round.Sku}}","quantity":1}]}""")));
    }

    private static Task PostAsync(StandardSender sender, Round round, int channel, string id, string type, string data)
    {
        var creator = $"creator-{round.Number % Creators}";
        var connection = channel == 0 ? $"{creator}-standard" : $"{creator}-standard-{channel}";
        return sender.PostUntilAcknowledgedAsync(connection, $"{round.Number}-{id}", $$"""{"type":"{{type}}","timestamp":"{{DateTimeOffset.UtcNow:O}}","data":{{data}}}""");
    }

    private static async Task<long> CountAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync() ?? 0L);
    }

    private sealed record Round(int Number, int Units, bool Bundle)
    {
        public string Sku => Bundle ? $"AB-{Number}" : $"A-{Number}";
    }
}
