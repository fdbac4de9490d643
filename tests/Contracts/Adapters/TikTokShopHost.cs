using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Adapters.Limits;
using CreatorFlow.Adapters.TikTok;
using CreatorFlow.Contracts;
using CreatorFlow.Hosting.Redis;
using CreatorFlow.Simulator;
using CreatorFlow.Simulator.Commerce;
using CreatorFlow.Simulator.Faults;
using CreatorFlow.Simulator.TikTok;
using CreatorFlow.Testing.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SimulatedDirectory = CreatorFlow.Simulator.Connections.ConnectionDirectory;

namespace CreatorFlow.Tests.Contracts.Adapters;

/// <summary>The simulated TikTok shop on a port of its own, and the adapter that tells it.</summary>
internal sealed class TikTokShopHost : IAsyncDisposable
{
    private const string Creator = "creator-1";
    private readonly WebApplication app;
    private readonly ServiceProvider services;
    private readonly string folder;

    private TikTokShopHost(WebApplication app, ServiceProvider services, string folder) => (this.app, this.services, this.folder) = (app, services, folder);

    public IChannelAdapter Adapter => services.GetRequiredService<IChannelAdapter>();
    public Connection Connection { get; private init; } = null!;

    /// <summary>Calls as they came: path and body.</summary>
    public ConcurrentQueue<(string Path, JsonObject Body)> Calls { get; } = [];

    /// <summary>Answers of the next updates, instead of the shop's.</summary>
    public ConcurrentQueue<RequestDelegate> Troubles { get; } = [];

    /// <summary>Answers of the next searches, instead of the shop's.</summary>
    public ConcurrentQueue<RequestDelegate> SearchTroubles { get; } = [];

    public IReadOnlyList<JsonObject> Updates => [.. Calls.Where(c => c.Path.EndsWith("/inventory/update", StringComparison.Ordinal)).Select(c => c.Body)];
    public int Searches => Calls.Count(c => c.Path.EndsWith("/inventory/search", StringComparison.Ordinal));

    public static async Task<TikTokShopHost> StartAsync(int skus = 6, int callsPerSecond = 50)
    {
        var folder = Directory.CreateTempSubdirectory("tiktok-").FullName;
        var app = App(folder, skus, callsPerSecond);
        var services = Services(await PrivateServers.Shared.CreateRedisDatabaseAsync());
        TikTokShopHost? host = null;
        app.Use((context, next) => host!.PassAsync(context, next));
        app.MapTikTokStock();
        app.MapTikTokSubscriptions();
        await app.StartAsync();
        host = new TikTokShopHost(app, services, folder) { Connection = Own(app.Urls.Single()) };
        host.Open();
        return host;
    }

    /// <summary>The shop's truth, to read and to change.</summary>
    public T Truth<T>(Func<TikTokState, TikTokShelves, T> use) =>
        app.Services.GetRequiredService<SimulatedCommerce>().Read(creators => use(creators[0].State.TikTok!, creators[0].TikTokShelves!));

    public string SkuId(int index) => Truth((_, shelves) => shelves.SkuId(shelves.Products.SelectMany(p => p).First(a => a.Index == index)));

    public IReadOnlyList<(string Warehouse, long Available)> Stock(int index) => Truth((_, shelves) => shelves.Stock(shelves.Products.SelectMany(p => p).First(a => a.Index == index)));

    public PushItem Item(int index, long quantity, string location = "") => new(SkuId(index), location, quantity, null, Guid.CreateVersion7());

    /// <summary>Keeps an article in one more warehouse.</summary>
    public string Spread(int index, long available) => Truth((state, shelves) =>
    {
        const string id = "7068517275539719942";
        var warehouse = state.FurtherWarehouses.Find(w => w.Id == id);
        if (warehouse is null) state.FurtherWarehouses.Add(warehouse = new TikTokWarehouse(id, []));
        warehouse.Available[shelves.Products.SelectMany(p => p).First(a => a.Index == index).Sku] = available;
        return id;
    });

    public async Task<IReadOnlyList<PushResult>> PushAsync(params PushItem[] items) => await Adapter.PushAsync(Connection, items, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await services.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        context.Request.EnableBuffering();
        var body = context.Request.ContentLength > 0 ? (await JsonNode.ParseAsync(context.Request.Body))!.AsObject() : [];
        context.Request.Body.Position = 0;
        Calls.Enqueue((context.Request.Path.Value!, body));
        var isUpdate = context.Request.Path.Value!.EndsWith("/inventory/update", StringComparison.Ordinal);
        await ((isUpdate ? Troubles : SearchTroubles).TryDequeue(out var trouble) ? trouble(context) : next(context));
    }

    private void Open()
    {
        var connections = app.Services.GetRequiredService<SimulatedDirectory>();
        File.WriteAllText(Path.Combine(folder, "runtime.json"), JsonSerializer.Serialize(new
        {
            creators = new[] { new { id = Creator, connections = new[] { new
            {
                platform = Platforms.TikTok, connectionId = Connection.Id, webhookPath = "/webhooks/tiktok/x", secret = Connection.Secrets.Current,
                appKey = Connection.Settings["appKey"], accessToken = Connection.Secrets.AccessToken, settings = Connection.Settings,
            } } } },
        }));
        connections.Refresh();
        app.Services.GetRequiredService<SimulatedCommerce>().Admit(connections.Creators[0], null, TimeProvider.System.GetUtcNow());
    }

    private static WebApplication App(string folder, int skus, int callsPerSecond)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var options = new SimulatorOptions { Gateway = new Uri("http://127.0.0.1:1"), Connections = Path.Combine(folder, "runtime.json"), TikTokCallsPerSecond = callsPerSecond };
        builder.Services.AddSingleton(Options.Create(options)).AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new SimulatedCommerce(7, skus, FaultOptions.None)).AddSingleton<SimulatedDirectory>();
        builder.Services.AddSingleton<CallQuota>().AddSingleton<ShopDoor>();
        return builder.Build();
    }

    private static ServiceProvider Services(string redis)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System);
        services.AddSingleton(_ => new RedisCache(redis, NullLogger<RedisCache>.Instance)).AddSingleton<TokenBuckets>();
        services.AddTikTokChannel();
        return services.BuildServiceProvider();
    }

    private static Connection Own(string api) => new()
    {
        Id = "creator-1-tiktok", CreatorId = Creator, Platform = Platforms.TikTok, Name = "Shop", UpdatedAt = DateTimeOffset.UnixEpoch,
        Settings = new Dictionary<string, string> { ["appKey"] = "29a39d", ["shopCipher"] = "GCP_cipher", ["apiBaseUrl"] = api },
        Secrets = new ConnectionSecrets { Current = "e59af819cc", AccessToken = "TTP_token" },
    };
}
