using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Adapters.Limits;
using CreatorFlow.Adapters.Shopify;
using CreatorFlow.Contracts;
using CreatorFlow.Hosting.Redis;
using CreatorFlow.Simulator;
using CreatorFlow.Simulator.Commerce;
using CreatorFlow.Simulator.Connections;
using CreatorFlow.Simulator.Faults;
using CreatorFlow.Simulator.Shopify;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Tests.Contracts.Adapters;

/// <summary>The adapter and, over real HTTP, a shop that the simulator plays; a test may come between the two.</summary>
internal sealed class ShopifyShopHost : IAsyncDisposable
{
    public const string Token = "shpat_0123456789abcdef";
    private const string ConnectionId = "demo-1-shopify";
    private const long Seed = 20261121;

    private readonly WebApplication shop;
    private readonly ServiceProvider services;

    private ShopifyShopHost(WebApplication shop, ServiceProvider services) => (this.shop, this.services) = (shop, services);

    public IChannelAdapter Adapter => services.GetRequiredService<IChannelAdapter>();
    public RedisCache Redis => services.GetRequiredService<RedisCache>();
    public HandClock Clock { get; private init; } = null!;
    public ShopifyApi Api => shop.Services.GetRequiredService<ShopifyApi>();
    public SimulatedCommerce Commerce => shop.Services.GetRequiredService<SimulatedCommerce>();

    /// <summary>Bodies as they came, in order.</summary>
    public List<JsonObject> Requests { get; } = [];

    /// <summary>Comes between adapter and shop; null leaves them alone.</summary>
    public Func<HttpContext, Func<Task>, Task>? Between { get; set; }

    public Connection Connection { get; private init; } = null!;
    public Uri Address => new(shop.Urls.Single());

    public static async Task<ShopifyShopHost> StartAsync(int skus = 24)
    {
        var clock = new HandClock { Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero) };
        var shop = Shop(clock, skus);
        ShopifyShopHost? started = null;
        shop.Use((context, next) => started!.ReceiveAsync(context, next));
        shop.MapPost(GraphEndpoint.Path, GraphEndpoint.Answer);
        await shop.StartAsync();
        Open(shop.Services, clock);
        return started = new ShopifyShopHost(shop, await ServicesAsync(clock)) { Clock = clock, Connection = Connected(shop.Urls.Single()) };
    }

    /// <summary>An item of the shop's, as it is listed, and what the shop has of it.</summary>
    public (string Listing, string Location, long Available) Level(int article, int location = 0) => Commerce.Touch<Tuple<(string, string, long)>>(ConnectionId, inventory =>
    {
        var (place, thing) = (inventory.Locations[location], inventory.Articles[article]);
        var found = (Gid.Number(inventory.ItemGid(thing))!, place.Id.ToString(CultureInfo.InvariantCulture), place.Available[thing.Sku]);
        return (Tuple.Create(found), []);
    })!.Item1;

    public PushItem Wish(int article, long quantity, long? expected) =>
        new(Level(article).Listing, Level(article).Location, quantity, expected, new Guid(article + 1, 0, 0, [0, 0, 0, 0, 0, 0, 0, (byte)(quantity % 256)]));

    /// <summary>A wish that expects what is there.</summary>
    public PushItem Wish(int article, long quantity) => Wish(article, quantity, Level(article).Available);

    public Task<IReadOnlyList<PushResult>> PushAsync(params PushItem[] items) => Adapter.PushAsync(Connection, items, CancellationToken.None);

    /// <summary>Webhooks that followed since the last time.</summary>
    public List<Webhook> Followed() => [.. Commerce.TakeFollowed().SelectMany(s => s.Outgoing).Select(o => o.Webhook)];

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await shop.DisposeAsync();
    }

    private async Task ReceiveAsync(HttpContext context, RequestDelegate next)
    {
        context.Request.EnableBuffering();
        var body = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
        lock (Requests) Requests.Add(body);
        context.Request.Body.Position = 0;
        await (Between is { } between ? between(context, () => next(context)) : next(context));
    }

    private static WebApplication Shop(TimeProvider clock, int skus)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(clock).AddSingleton<ConnectionDirectory>().AddSingleton<ShopifyApi>();
        builder.Services.AddSingleton(new SimulatedCommerce(Seed, skus, FaultOptions.None));
        builder.Services.AddSingleton(Options.Create(new SimulatorOptions { Connections = Path.Combine(Directory.CreateTempSubdirectory("shopify").FullName, "runtime.json") }));
        return builder.Build();
    }

    private static void Open(IServiceProvider services, TimeProvider clock)
    {
        var creator = new SimulatedCreatorSettings
        {
            Id = "demo-1",
            Connections = [new() { Platform = Platforms.Shopify, ConnectionId = ConnectionId, WebhookPath = "/webhooks/shopify/demo-1-shopify", Secret = "secret", AccessToken = Token }],
        };
        var path = services.GetRequiredService<IOptions<SimulatorOptions>>().Value.Connections;
        File.WriteAllText(path, JsonSerializer.Serialize(new { creators = new[] { creator } }, JsonSerializerOptions.Web));
        Assert.True(services.GetRequiredService<ConnectionDirectory>().Refresh());
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        services.GetRequiredService<SimulatedCommerce>().Admit(creator, kept: null, clock.GetUtcNow());
    }

    private static async Task<ServiceProvider> ServicesAsync(TimeProvider clock)
    {
        var redis = await PrivateServers.Shared.CreateRedisDatabaseAsync();
        var services = new ServiceCollection().AddLogging().AddSingleton(clock).AddSingleton<TokenBuckets>().AddShopifyChannel();
        services.AddSingleton(p => new RedisCache(redis, p.GetRequiredService<ILogger<RedisCache>>()));
        return services.BuildServiceProvider();
    }

    private static Connection Connected(string address) => new()
    {
        Id = ConnectionId,
        CreatorId = "demo-1",
        Platform = Platforms.Shopify,
        Name = "Shop",
        Settings = new Dictionary<string, string> { ["apiBaseUrl"] = address },
        Secrets = new() { Current = "secret", AccessToken = Token },
        UpdatedAt = DateTimeOffset.UnixEpoch,
    };
}
