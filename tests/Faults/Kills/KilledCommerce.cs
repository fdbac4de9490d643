using System.Globalization;
using CreatorFlow.Contracts;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Testing.Servers;

namespace CreatorFlow.Tests.Faults.Kills;

/// <summary>
/// Every service as two processes, creators that send by Standard Webhooks through the gateway and have a catalogue at Instagram (the
/// simulator), and one creator more for the probe. Kills happen under load: a part of the traffic is let go on at each.
/// </summary>
internal sealed class KilledCommerce : IAsyncDisposable
{
    private const int Creators = 40;

    /// <summary>As an installation that is to be there has them: a single process is away for as long as it starts.</summary>
    private static readonly int Replicas = Asked.Number("CREATORFLOW_FAULT_REPLICAS", 2);

    /// <summary>A rate that everything on one machine keeps up with: at one that it does not, a kill's recovery is the time that the queue before it takes.</summary>
    private static readonly int PerSecond = Asked.Number("CREATORFLOW_FAULT_RATE", 100);

    /// <summary>Sent before the first kill, as fast as they are answered: an installation's database is not empty.</summary>
    private static readonly int Filled = Asked.Number("CREATORFLOW_FAULT_FILLED", 0);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5); // as long as Shopify waits for an answer
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private readonly int seed;
    private readonly Traffic traffic;
    private readonly StandardSender sender;
    private readonly StandardSender probing;

    private KilledCommerce(RunningCommerce commerce, int seed, TrafficShape shape)
    {
        (Commerce, this.seed, traffic) = (commerce, seed, new(seed, shape));
        sender = new(new Uri(commerce.Gateway), Pipeline.Secret, Patience);
        probing = new(new Uri(commerce.Gateway), Pipeline.Secret, Patience);
    }

    public RunningCommerce Commerce { get; }

    private PlayedCreator Prober => Commerce.Creators[^1];

    public static async Task<KilledCommerce> StartAsync(PrivateServers servers, int seed, int events)
    {
        var commerce = await RunningCommerce.StartAsync(servers, api => Enumerable.Range(0, Creators + 1).Select(n => PlayedCreator.New(n, api).Only(Platforms.Standard, Platforms.Instagram)),
            new() { ["Meta__FirstLookMs"] = "100", ["Reconciling__EveryMinutes"] = "0", ["OrderPolling__EveryMinutes"] = "0" }, [], new(Replicas, []));
        var run = new KilledCommerce(commerce, seed, new(events, [.. commerce.Creators.SkipLast(1).Select(c => c.Id)], Skus: 10) { OrderShare = 0.1, ScarceSkus = 5 });
        await Task.WhenAll(commerce.Creators.SkipLast(1).Select(creator => run.ListAsync(creator, run.traffic.Expected.Keys.Where(k => k.Creator == creator.Id).Select(k => k.Sku))));
        await run.ListAsync(run.Prober, [Probe.Sku]);
        await commerce.UntilQueuesAreWholeAsync();
        await CheckpointAsync(commerce);
        return run;
    }

    public async Task<FaultReport> RunAsync(string name, IReadOnlyList<Killable> components, int times, Action<string> say)
    {
        var at = DateTimeOffset.UtcNow;
        var sending = traffic.SendAsync(sender);
        if (Filled > 0)
        {
            await FillAsync();
            say($"{Filled} webhooks are recorded and told");
        }
        var began = TimeProvider.System.GetTimestamp();
        traffic.Pace(PerSecond);
        var killed = await KillAsync(components, times, say);
        await sending;
        var sent = TimeProvider.System.GetElapsedTime(began);
        say(string.Create(CultureInfo.InvariantCulture, $"all {traffic.Posts} are acknowledged"));
        await UntilSettledAsync(traffic.Distinct);
        var settled = TimeProvider.System.GetElapsedTime(began);
        say("all is recorded and told");
        foreach (var line in await new StoredBooks(Commerce.Database).DisorderAsync(traffic)) say(line);
        return new(name, seed, at)
        {
            Webhooks = traffic.Distinct, Posts = traffic.Posts, SendingSeconds = sent.TotalSeconds, DrainingSeconds = (settled - sent).TotalSeconds,
            Books = await new StoredBooks(Commerce.Database).CompareAsync(traffic), WrongOnChannel = await WrongOnChannelAsync(say),
            Recoveries = await Task.WhenAll(killed.Select(async k => new Recovery(k.Component, k.Acknowledged, k.Visible, await k.ToldAsync))),
        };
    }

    public async ValueTask DisposeAsync()
    {
        sender.Dispose();
        probing.Dispose();
        await Commerce.DisposeAsync();
    }

    private async Task FillAsync()
    {
        traffic.Allow(Filled);
        await traffic.UntilSentAsync(Filled);
        await UntilSettledAsync(traffic.AcknowledgedByNow().Values.Sum(ids => ids.Length));
        await CheckpointAsync(Commerce);
    }

    private async Task<List<Followed>> KillAsync(IReadOnlyList<Killable> components, int times, Action<string> say)
    {
        using var api = new CreatorApi(Commerce.Gateway, Prober, Patience);
        var probe = new Probe(Commerce, Prober, probing, api);
        var left = traffic.Posts - Filled;
        var plan = KillPlan.Of(seed, components.Select(c => c.Name), times, left);
        var part = KillPlan.Part(plan.Count, left);
        var followed = new List<Followed>();
        traffic.Allow(2 * part);
        foreach (var kill in plan)
        {
            await traffic.UntilSentAsync(Filled + kill.AfterWebhooks);
            followed.Add(await KillAsync(components.Single(c => c.Name == kill.Component), probe));
            say(string.Create(CultureInfo.InvariantCulture, $"{followed.Count}/{plan.Count} after {kill.AfterWebhooks}: {Text(followed[^1])}"));
            traffic.Allow(part);
        }
        traffic.Allow(traffic.Posts);
        return followed;
    }

    /// <summary>Started at once, as whoever watches over it would; the next one dies when this one is back.</summary>
    private static async Task<Followed> KillAsync(Killable component, Probe probe)
    {
        await component.KillAsync();
        var recovered = probe.FollowAsync(component.Name);
        await component.StartAsync();
        return await recovered;
    }

    /// <summary>A seller puts its catalogue up on Meta's pages and links it.</summary>
    private async Task ListAsync(PlayedCreator creator, IEnumerable<string> skus)
    {
        var listed = skus.ToList();
        await Commerce.Platforms.ListAsync(creator, listed);
        foreach (var sku in listed)
            await sender.PostUntilAcknowledgedAsync($"{creator.Id}-standard", $"link-{sku}", $$$"""
                {"type":"listing.linked","timestamp":"{{{DateTimeOffset.UtcNow.AddHours(-2):O}}}","data":{"platform":"instagram","connectionId":"{{{creator.Of(Platforms.Instagram).Id}}}","listingId":"{{{sku}}}","sku":"{{{sku}}}"}}
                """);
    }

    /// <summary>A database is minutes old at its first crash in a run, and a thousand files of its tables were never written out: no installation's is.</summary>
    private static async Task CheckpointAsync(RunningCommerce commerce)
    {
        await using var checkpoint = commerce.Database.CreateCommand("checkpoint");
        await checkpoint.ExecuteNonQueryAsync();
    }

    private async Task UntilSettledAsync(int webhooks)
    {
        Commerce.Database.Clear(); // the connections that died with the server
        var books = new StoredBooks(Commerce.Database);
        try
        {
            await Eventually.Async(async () => await books.RecordedAsync() >= webhooks, Settling, $"{webhooks} webhooks are recorded", Look);
            await Eventually.Async(async () => await books.WaitingAsync() == 0, Settling, "everything is told", Look);
            await Commerce.UntilQueuesAreWholeAsync();
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}; {await books.WhereAsync()}", e);
        }
    }

    private async Task<int> WrongOnChannelAsync(Action<string> say)
    {
        var truth = new Truth(Commerce);
        var wrong = new List<string>();
        foreach (var creator in Commerce.Creators)
        {
            using var api = new CreatorApi(Commerce.Gateway, creator);
            wrong.AddRange((await truth.WrongStockAsync(creator, api)).Wrong);
        }
        foreach (var line in wrong.Take(20)) say(line);
        return wrong.Count;
    }

    private static string Text(Followed followed) => string.Create(CultureInfo.InvariantCulture,
        $"{followed.Component}, acknowledged {followed.Acknowledged.TotalSeconds:0.0} s, visible {followed.Visible.TotalSeconds:0.0} s");
}
