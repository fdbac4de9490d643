using System.Globalization;
using System.Text.Json;
using CreatorFlow.Contracts;
using CreatorFlow.Testing;
using Xunit.Abstractions;

namespace CreatorFlow.Tests.Faults;

/// <summary>
/// Three sellers on four channels whose webhooks are lost, doubled and overtaken, whose APIs throttle, and of which one is down
/// for a third of the time; each of the others in turn, for half of a third, answers every call that it is one too many.
/// CREATORFLOW_COMMERCE_MINUTES says how much commerce there is (60 for the hour);
/// CREATORFLOW_FAULT_SEED and CREATORFLOW_COMMERCE_DOWN (a platform) make another run.
/// </summary>
/// <remarks>
/// The clock is fast: a minute of commerce happens in five seconds, and our own waits (between tries, before a second look) are
/// as much shorter. What a platform allows in a second is not scaled, so that it is twelve times as tight; neither are the
/// moments in webhooks, which stay true, so that twelve times as much happens within one second of Shopify's and TikTok's clocks.
/// Orders are polled by the runs that repair: Amazon's search, one call in three true minutes, allows no shorter schedule.
/// </remarks>
public sealed class An_hour_of_commerce(ITestOutputHelper output)
{
    private const int Sellers = 3;
    private const int Speed = 12;
    private const int WebhooksPerMinute = 60;
    private const int MostRounds = 6;
    private static readonly int Minutes = Asked.Number("CREATORFLOW_COMMERCE_MINUTES", 3);
    private static readonly int Seed = Asked.Number("CREATORFLOW_FAULT_SEED", 20261121);
    private static readonly string[] Channels = [Platforms.Shopify, Platforms.TikTok, Platforms.Amazon, Platforms.Instagram];
    private static readonly string Down = Environment.GetEnvironmentVariable("CREATORFLOW_COMMERCE_DOWN") ?? Channels[Seed % Channels.Length];

    private static readonly Dictionary<string, string> Faults = new()
    {
        ["Simulator__Skus"] = "12", ["Simulator__Faults__LossPercent"] = "10", ["Simulator__Faults__DuplicatePercent"] = "10", ["Simulator__Faults__ReorderPercent"] = "10",
        ["Simulator__Faults__ThrottlePercent"] = "5", ["Simulator__Faults__LongestDelayMs"] = "50",
        ["Simulator__Faults__ThrottledMinutes"] = "1", // the least that Meta can state, which is twelve minutes of this commerce
    };

    private readonly long began = TimeProvider.System.GetTimestamp();

    private static readonly TimeSpan Third = TimeSpan.FromMinutes(Minutes) / Speed / 3;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6) + TimeSpan.FromMinutes(Minutes) / 6;

    [AskedForFact("CREATORFLOW_COMMERCE_MINUTES", Asked.ForAll)]
    public async Task After_reconciliation_each_channel_shows_our_stock_and_no_order_is_lost_or_applied_twice()
    {
        Say($"seed {Seed}, {Minutes} min of commerce {Speed} times as fast, {Sellers} sellers, {Down} down for a third of it");
        await using var commerce = await RunningCommerce.StartAsync(Sellers, Seed, Speed, Faults);
        var apis = commerce.Creators.ToDictionary(c => c, c => new CreatorApi(commerce.Gateway, c));
        try
        {
            Say("everything runs");
            await ConnectAsync(commerce, apis);
            Say("connected");
            await TradeAsync(commerce);
            await PrintTrafficAsync(commerce);
            var before = await CompareAsync(apis, dryRun: true);
            Print("before", before);
            await PrintOrdersAsync(commerce, apis);
            await RepairAsync(commerce, apis);
            var after = await CompareAsync(apis, dryRun: true);
            Print("after", after);
            await AssertTrueAsync(commerce, apis, after);
        }
        catch (Exception e) when (e is TimeoutException)
        {
            Say(await commerce.LogsAsync());
            throw;
        }
        finally
        {
            foreach (var api in apis.Values) api.Dispose();
        }
    }

    /// <summary>The channels tell what they have, losing some of it; a first run brings in the rest, as when a seller connects.</summary>
    private async Task ConnectAsync(RunningCommerce commerce, Dictionary<PlayedCreator, CreatorApi> apis)
    {
        await commerce.Platforms.SetRateAsync(1);
        await Eventually.Async(async () => (await commerce.Platforms.StateAsync()).GetProperty("creators").EnumerateArray().Count(c => c.GetProperty("webhooks").GetProperty("made").GetInt64() > 0) == Sellers);
        await commerce.Platforms.SetRateAsync(0);
        foreach (var creator in commerce.Creators)
            await commerce.Platforms.ListAsync(creator, (await commerce.Platforms.StockAsync(creator, creator.Of(Platforms.Amazon))).Keys.Select(k => k.Sku));
        await QuietAsync(commerce, orders: false);
        Print("connected", await CompareAsync(apis, dryRun: false));
        await QuietAsync(commerce, orders: false);
    }

    private async Task TradeAsync(RunningCommerce commerce)
    {
        await commerce.Platforms.SetRateAsync((decimal)WebhooksPerMinute * Speed / 60);
        var busy = Channels.Where(c => c != Down).ToList();
        await ThirdAsync(commerce, busy[0]);
        await commerce.Platforms.TakeDownAsync(Down);
        await ThirdAsync(commerce, busy[1]);
        await commerce.Platforms.BringUpAsync(Down);
        await ThirdAsync(commerce, busy[2]);
        await commerce.Platforms.SetRateAsync(0);
        Say("traffic ends");
        await QuietAsync(commerce, orders: false);
    }

    /// <summary>Commerce takes the time that it takes: these are no waits for something.</summary>
    private static async Task ThirdAsync(RunningCommerce commerce, string busy)
    {
        await commerce.Platforms.ThrottleAsync(busy);
        await Task.Delay(Third / 2);
        await commerce.Platforms.EndThrottlingAsync(busy);
        await Task.Delay(Third / 2);
    }

    /// <summary>Until a round finds nothing to repair and nothing under way.</summary>
    private async Task RepairAsync(RunningCommerce commerce, Dictionary<PlayedCreator, CreatorApi> apis)
    {
        for (var round = 1; round <= MostRounds; round++)
        {
            var runs = await CompareAsync(apis, dryRun: false);
            Print($"repairing {round}", runs);
            await QuietAsync(commerce);
            if (runs.All(r => r is { Status: "completed", Drifting: 0, Settling: 0 })) return;
        }
    }

    private async Task QuietAsync(RunningCommerce commerce, bool orders = true)
    {
        if (await new Quiet(commerce, orders).ComesAsync(Patience) is { Length: > 0 } waited) Say($"  waited: {waited}");
    }

    private static async Task<List<ComparedChannel>> CompareAsync(Dictionary<PlayedCreator, CreatorApi> apis, bool dryRun) =>
        [.. await Task.WhenAll(apis.SelectMany(a => a.Key.Channels.Where(c => c.HasStock).Select(c => a.Value.ReconcileAsync(c, dryRun))))];

    private async Task AssertTrueAsync(RunningCommerce commerce, Dictionary<PlayedCreator, CreatorApi> apis, List<ComparedChannel> after)
    {
        var truth = new Truth(commerce);
        var (stock, orders) = (new List<string>(), new List<string>());
        var compared = (Listings: 0, Made: 0);
        foreach (var (creator, api) in apis)
        {
            var (wrong, listings) = await truth.WrongStockAsync(creator, api);
            var (lost, made) = await truth.WrongOrdersAsync(creator, api);
            stock.AddRange(wrong);
            orders.AddRange(lost);
            compared = (compared.Listings + listings, compared.Made + made);
        }
        var twice = await truth.AppliedTwiceAsync();
        Say($"{compared.Listings} numbers on channels compared with ours, {stock.Count} differ; {compared.Made} orders made, {orders.Count} lost or in another state; {twice.Count} applied twice");
        foreach (var line in stock.Concat(orders).Concat(twice).Take(60)) Say($"  {line}");
        Say(await FaultResults.WriteAsync(nameof(An_hour_of_commerce), Seed, $"{Minutes} minutes of commerce, {compared.Listings} numbers on channels, {compared.Made} orders",
            [("wrong numbers on channels", stock.Count), ("orders lost or in another state", orders.Count), ("applied twice", twice.Count)]));
        Assert.Empty(stock);
        Assert.Empty(twice);
        Assert.Empty(orders);
        Assert.All(after, c => Assert.True(c is { Status: "completed", Drifting: 0, Settling: 0 }, $"{c}"));
    }

    private async Task PrintOrdersAsync(RunningCommerce commerce, Dictionary<PlayedCreator, CreatorApi> apis)
    {
        var found = await Task.WhenAll(apis.Select(a => new Truth(commerce).WrongOrdersAsync(a.Key, a.Value)));
        Say($"before, orders: {found.Sum(f => f.Made)} made, {found.Sum(f => f.Wrong.Count)} lost or in another state");
    }

    private async Task PrintTrafficAsync(RunningCommerce commerce)
    {
        var state = await commerce.Platforms.StateAsync();
        var webhooks = state.GetProperty("creators").EnumerateArray().Select(c => c.GetProperty("webhooks")).ToList();
        Say($"webhooks: {Sum("made")} made, {Sum("lost")} lost, {Sum("duplicated")} doubled, {Sum("reordered")} overtaken");
        Say($"calls: {string.Join(", ", state.GetProperty("counters").EnumerateObject().Select(c => $"{c.Name} {c.Value}"))}");

        long Sum(string name) => webhooks.Sum(w => w.GetProperty(name).GetInt64());
    }

    private void Print(string when, List<ComparedChannel> runs)
    {
        foreach (var platform in runs.GroupBy(r => r.Platform))
        {
            var (listings, drifting) = (platform.Sum(r => r.Listings), platform.Sum(r => r.Drifting));
            var causes = platform.SelectMany(r => JsonElement.Parse(r.Causes).EnumerateObject()).GroupBy(c => c.Name).Select(g => $"{g.Key} {g.Sum(c => c.Value.GetInt64())}");
            Say(string.Create(CultureInfo.InvariantCulture,
                $"{when}, {platform.Key}: accuracy {(listings == 0 ? 0 : 1 - (double)drifting / listings):0.0000} ({listings - drifting} of {listings}), settling {platform.Sum(r => r.Settling)}, repairs {platform.Sum(r => r.Repairs)}; {string.Join(", ", causes)}{string.Concat(platform.Where(r => r.Status != "completed").Select(r => $" {r.Status} {r.Failure}"))}"));
        }
    }

    private void Say(string line) => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetElapsedTime(began).TotalSeconds,5:0.0} s  {line}"));
}
