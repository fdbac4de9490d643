using System.Text;
using System.Text.Json;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Accounts.Creators;
using CreatorFlow.Adapters;
using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Bus;
using CreatorFlow.Hosting.Security;
using CreatorFlow.Ingest.Amazon;
using CreatorFlow.Ingest.Shopify;
using CreatorFlow.Ingest.TikTok;
using CreatorFlow.Ingest.Webhooks;
using CreatorFlow.Projection;
using CreatorFlow.Projection.Outbox;
using CreatorFlow.Simulator.Commerce;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Tests.Integration.Adapters;
using CreatorFlow.Tests.Integration.Dashboard;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Tests.Integration.OrderPolling;

/// <summary>The API, Projection and two replicas of Adapters as processes. Webhooks arrive when a test says so.</summary>
public sealed class PollingPlatform : DashboardUnderTest
{
    private readonly IWebhookSource[] sources = [new ShopifySource(), new TikTokSource(), new AmazonSource(null!, null!)];
    private RunningService? projection;
    private PartitionSender sender = null!;

    internal List<RunningService> Adapters { get; } = [];

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        projection = await RunningService.StartAsync(typeof(ProjectionModule), Environment);
        sender = new(new(new Uri(Environment["ConnectionStrings__RabbitMq"])), Options.Create(new PartitionOptions { Count = Partitions }));
        for (var replica = 0; replica < 2; replica++)
            Adapters.Add(await RunningService.StartAsync(typeof(AdaptersModule), new(Environment)
            {
                ["Callbacks__AllowLoopback"] = "true", ["OrderPolling__LookEveryMs"] = "20", ["OrderPolling__AtOnce"] = "1", ["OrderPolling__RetrySeconds"] = "1", ["OrderPolling__ClaimMs"] = "4000", ["OrderPolling__FirstDelayMs"] = "20", ["OrderPolling__LongestDelayMs"] = "500",
                ["Reconciling__EveryMinutes"] = "0", ["Reconciling__LookEveryMs"] = "50", ["Reconciling__SettleMs"] = "1000", ["Reconciling__EchoPatienceMs"] = "0", ["OrderFetch__FirstDelayMs"] = "100", ["OrderFetch__LaterMs"] = "1000",
            }));
    }

    public override async Task DisposeAsync()
    {
        foreach (var replica in Adapters) await replica.DisposeAsync();
        if (projection is not null) await projection.DisposeAsync();
        await sender.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <summary>A shop that told of its catalogue and whose customers then ordered, unheard.</summary>
    /// <summary>Orders to be fetched that nobody has taken up, of whichever shop.</summary>
    internal async Task<long> FetchesAsync()
    {
        await using var connection = await new BrokerAddress(new Uri(Environment["ConnectionStrings__RabbitMq"])).ConnectAsync("test", CancellationToken.None);
        await using var channel = await connection.CreateChannelAsync();
        return await channel.MessageCountAsync(WorkQueues.FetchOrder);
    }

    internal async Task<PlayedShopping> OpenAsync(string platform, int steps) => (await OpenAsync([platform], steps))[0];

    /// <summary>One of each platform, of the same creator; they end together.</summary>
    internal async Task<IReadOnlyList<PlayedShopping>> OpenAsync(string[] names, int steps)
    {
        var creator = NewCreator().Creator;
        var platforms = await PlayedPlatforms.OpenAsync(creator, skus: 12, names);
        var from = DateTimeOffset.UtcNow.AddSeconds(-steps - 2);
        var shops = new List<PlayedShopping>();
        foreach (var shop in names.Select(platforms.Of))
        {
            await ArriveAsync(shop, platforms.Happen(shop, 1, from));
            shops.Add(new(this, creator, platforms, shop, platforms.Happen(shop, steps, from.AddSeconds(1))));
        }
        return shops;
    }

    /// <summary>Connects it, whereupon its orders are polled, unless that is not due for an hour.</summary>
    internal async Task ConnectAsync(PlayedConnection shop, bool polled = true)
    {
        if (!polled)
            await ExecuteAsync("insert into order_polls (connection_id, tenant_id, read_until, due_at) values ($1, '', now() - interval '1 hour', now() + interval '1 hour')", shop.Connection.Id);
        await new CreatorStore(Database).SaveAsync(shop.Connection.CreatorId, "Test", CancellationToken.None);
        var keys = new DirectoryInfo(Environment["Keys__Directory"]);
        var store = new ConnectionStore(Database, new SecretProtector(DataProtectionProvider.Create(keys, setup => setup.SetApplicationName("CreatorFlow"))));
        Assert.True(await store.SaveAsync(shop.Connection, CancellationToken.None));
    }

    /// <summary>Through the API, as the creator does it.</summary>
    internal async Task PauseOrdersAsync(PlayedConnection shop, bool paused)
    {
        using var answer = await SendAsync(HttpMethod.Post, $"/api/v1/channels/{shop.Connection.Id}/orders/{(paused ? "pause" : "resume")}", null, shop.Connection.CreatorId);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Webhooks arrive as Ingest reads them.</summary>
    internal async Task ArriveAsync(PlayedConnection shop, IEnumerable<Webhook> webhooks)
    {
        var source = sources.Single(s => s.Platform == shop.Platform);
        foreach (var webhook in webhooks)
        {
            var headers = new HeaderDictionary();
            foreach (var (name, value) in webhook.Headers) headers[name] = value;
            var request = new WebhookRequest(headers, Encoding.UTF8.GetBytes(webhook.Body), DateTimeOffset.UtcNow);
            var deliveries = WebhookReading.ReadAll(source, shop.Connection, request, () => Guid.CreateVersion7().ToString("N"), null).Select(r => r.Delivery).ToList();
            await sender.SendAsync(Partitioning.Of(shop.Connection.CreatorId, Partitions), deliveries, CancellationToken.None);
        }
    }

    internal async Task<T?> FindAsync<T>(string sql, string value)
    {
        await using var command = Database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = value });
        return await command.ExecuteScalarAsync() is T found ? found : default;
    }

    internal async Task ExecuteAsync(string sql, string value)
    {
        await using var command = Database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>A shop with its customers' orders.</summary>
internal sealed class PlayedShopping(PollingPlatform platform, string creator, PlayedPlatforms platforms, PlayedConnection shop, IReadOnlyList<Webhook> unheard) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public string Creator => creator;
    public PlayedConnection Shop => shop;
    public PlayedPlatforms Platforms => platforms;
    public IReadOnlyList<Webhook> Unheard => unheard;

    /// <summary>The time until the next poll is over.</summary>
    public async Task PollAgainAsync()
    {
        await platform.ExecuteAsync("update order_polls set due_at = now(), polled_at = null where connection_id = $1", shop.Connection.Id);
        await PolledAsync();
    }

    public Task PolledAsync() => Eventually.Async(async () => await platform.FindAsync<bool>("select polled_at is not null and claimed_until is null from order_polls where connection_id = $1", shop.Connection.Id), Patience,
        $"{shop.Connection.Id} is polled; see {string.Join(' ', platform.Adapters.Select(a => a.LogFile))}");

    /// <summary>What came of the shop. What our own pushes leave is not counted: stock is pushed meanwhile.</summary>
    public Task<long> DeliveriesAsync() => platform.FindAsync<long>("select count(*) from deliveries where tenant_id = $1 and topic not like 'push.%'", creator);

    /// <summary>Deliveries of orders as read that were booked.</summary>
    public Task<long> ReadAsync() => platform.FindAsync<long>("select count(*) from deliveries where tenant_id = $1 and topic = 'api/order_detail' and outcome = 'applied'", creator);

    /// <summary>Calls of a Shopify shop by their operation.</summary>
    public int CallsOf(string operation) => shop.Calls.Count(c => c.Operation == operation);

    /// <summary>Nothing has arrived for a while, and the platform was asked for nothing: whatever webhooks asked for is read.</summary>
    public async Task QuietAsync()
    {
        var (count, since) = ((-1L, -1), TimeProvider.System.GetTimestamp());
        await Eventually.Async(async () =>
        {
            if ((await DeliveriesAsync(), shop.Calls.Count) is var now && (now != count || await platform.FindAsync<bool>("select exists (select 1 from outbox where tenant_id = $1)", creator) || await platform.FetchesAsync() > 0)) (count, since) = (now, TimeProvider.System.GetTimestamp());
            return TimeProvider.System.GetElapsedTime(since) > TimeSpan.FromSeconds(10); // a fetch that failed is repeated after seconds
        }, Patience, every: TimeSpan.FromMilliseconds(200));
    }

    public Task<string?> FailureAsync() => platform.FindAsync<string>("select failure from order_polls where connection_id = $1", shop.Connection.Id);

    /// <summary>Every order of the shop is in the books once, as it stands there, and nothing went wrong on the way.</summary>
    public async Task MatchesAsync()
    {
        var expected = Lines(platforms.Orders(shop).Select(o => (o.Key, o.Value)));
        var found = "";
        try
        {
            await Eventually.Async(async () => (found = Lines((await OrdersAsync()).Select(o => (o.GetProperty("platformOrderId").GetString()!, o.GetProperty("status").GetString()!)))) == expected, Patience);
        }
        catch (Exception)
        {
            Assert.Equal(expected, found);
            throw;
        }
        Assert.Equal(0L, await platform.FindAsync<long>("select count(*) from deliveries where tenant_id = $1 and outcome not in ('applied', 'unknown_topic', 'duplicate')", creator));
    }

    public Task<List<JsonElement>> OrdersAsync() => platform.ReadAllAsync(creator, "/api/v1/orders");

    public ValueTask DisposeAsync() => platforms.DisposeAsync();

    private static string Lines(IEnumerable<(string Id, string Status)> orders) => string.Join('\n', orders.OrderBy(o => o.Id, StringComparer.Ordinal).Select(o => $"{o.Id} {o.Status}"));
}
