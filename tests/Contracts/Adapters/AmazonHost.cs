using System.Text.Json;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Amazon;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Adapters.Limits;
using CreatorFlow.Adapters.Orders;
using CreatorFlow.Contracts;
using CreatorFlow.Hosting.Redis;
using CreatorFlow.Simulator;
using CreatorFlow.Simulator.Amazon;
using CreatorFlow.Simulator.Commerce;
using CreatorFlow.Simulator.Connections;
using CreatorFlow.Simulator.Faults;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Tests.Contracts.Adapters;

/// <summary>The adapter and, over real HTTP, Amazon as the simulator plays it; a test may come between the two.</summary>
internal sealed class AmazonHost : IAsyncDisposable
{
    public const string Seller = "A3TH9S8BH6GOGM";
    private const string Token = "Atza|0123456789abcdef";
    private const long Seed = 20261121;

    private readonly WebApplication amazon;
    private readonly ServiceProvider services;
    private readonly List<Asked> asked = [];

    private AmazonHost(WebApplication amazon, ServiceProvider services) => (this.amazon, this.services) = (amazon, services);

    public IChannelAdapter Adapter => services.GetServices<IChannelAdapter>().Single();
    public IOrderSource Orders => services.GetServices<IOrderSource>().Single();

    /// <summary>A clock that stands still, so that no bucket of Amazon's fills up by itself.</summary>
    public HandClock Clock { get; private init; } = null!;
    public Connection Connection { get; private init; } = null!;

    /// <summary>Comes between adapter and Amazon; null leaves them alone.</summary>
    public Func<HttpContext, Func<Task>, Task>? Between { get; set; }

    /// <summary>What arrived, in order.</summary>
    public IReadOnlyList<Asked> Asked { get { lock (asked) return [.. asked]; } }

    public static async Task<AmazonHost> StartAsync(int skus = 24)
    {
        var clock = new HandClock { Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero) };
        var amazon = Played(clock, skus);
        AmazonHost? started = null;
        amazon.Use((context, next) => started!.ReceiveAsync(context, next));
        amazon.MapAmazon();
        await amazon.StartAsync();
        Open(amazon.Services, clock);
        return started = new(amazon, await ServicesAsync(clock)) { Clock = clock, Connection = Connected(amazon.Urls.Single()) };
    }

    public T State<T>(Func<AmazonState, T> read) => amazon.Services.GetRequiredService<SimulatedCommerce>().Read(creators => read(creators[0].State.Amazon!));

    public AmazonFeeds Feeds => amazon.Services.GetRequiredService<AmazonFeeds>();

    public SimulatedCreator Creator => amazon.Services.GetRequiredService<SimulatedCommerce>().Read(creators => creators[0]);

    /// <summary>A listing that the seller ships, with so many units.</summary>
    public PushItem List(string sku, long available, long wished)
    {
        State(s => s.Available[sku] = available);
        return new(sku, "", wished, available, Guid.Empty);
    }

    public async Task<PushResult> PushAsync(PushItem item) => Assert.Single(await Adapter.PushAsync(Connection, [item], CancellationToken.None));

    /// <summary>Every call of an operation that Amazon allows now is made by somebody else.</summary>
    public void UseUp(string operation)
    {
        var limits = amazon.Services.GetRequiredService<CallLimits>();
        while (limits.TryTake(Connection.Id, operation)) { }
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await amazon.DisposeAsync();
    }

    private async Task ReceiveAsync(HttpContext context, RequestDelegate next)
    {
        context.Request.EnableBuffering();
        using var reader = new StreamReader(context.Request.Body, leaveOpen: true);
        var request = new Asked(context.Request.Method, context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, await reader.ReadToEndAsync());
        context.Request.Body.Position = 0;
        lock (asked) asked.Add(request);
        await (Between is { } between ? between(context, () => next(context)) : next(context));
    }

    private static WebApplication Played(TimeProvider clock, int skus)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(clock).AddSingleton<ConnectionDirectory>().AddSingleton<CallLimits>().AddSingleton<AmazonFeeds>();
        builder.Services.AddSingleton(new SimulatedCommerce(Seed, skus, FaultOptions.None));
        builder.Services.AddSingleton(Options.Create(new SimulatorOptions { Connections = Path.Combine(Directory.CreateTempSubdirectory("amazon").FullName, "runtime.json") }));
        return builder.Build();
    }

    private static void Open(IServiceProvider services, TimeProvider clock)
    {
        var creator = new SimulatedCreatorSettings { Id = "demo-1", Connections = [Simulated] };
        var path = services.GetRequiredService<IOptions<SimulatorOptions>>().Value.Connections;
        File.WriteAllText(path, JsonSerializer.Serialize(new { creators = new[] { creator } }, JsonSerializerOptions.Web));
        Assert.True(services.GetRequiredService<ConnectionDirectory>().Refresh());
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        services.GetRequiredService<SimulatedCommerce>().Admit(creator, kept: null, clock.GetUtcNow());
    }

    private static SimulatedConnection Simulated => new()
    {
        Platform = Platforms.Amazon, ConnectionId = "demo-1-amazon", WebhookPath = "/webhooks/amazon/demo-1-amazon", Secret = "secret", AccessToken = Token,
        Settings = new Dictionary<string, string> { ["sellerId"] = Seller, ["marketplaceIds"] = AmazonStock.DefaultMarketplace },
    };

    private static Connection Connected(string address) => new()
    {
        Id = Simulated.ConnectionId, CreatorId = "demo-1", Platform = Platforms.Amazon, Name = "Amazon", UpdatedAt = default,
        Settings = new Dictionary<string, string>(Simulated.Settings!) { ["apiBaseUrl"] = address },
        Secrets = new() { Current = "secret", AccessToken = Token },
    };

    private static async Task<ServiceProvider> ServicesAsync(TimeProvider clock)
    {
        var redis = await PrivateServers.Shared.CreateRedisDatabaseAsync();
        var collection = new ServiceCollection();
        collection.AddLogging().AddSingleton(TimeProvider.System).AddSingleton<TokenBuckets>();
        collection.AddSingleton(provider => new RedisCache(redis, provider.GetRequiredService<ILogger<RedisCache>>()));
        collection.AddAmazon().AddSingleton(provider => new ListedItems(provider.GetRequiredService<SellingPartnerApi>(), clock));
        collection.AddHttpClient(SellingPartnerApi.Client).ConfigureHttpClient(http => http.Timeout = TimeSpan.FromSeconds(2));
        return collection.BuildServiceProvider();
    }
}

/// <summary>A request as it came.</summary>
internal sealed record Asked(string Method, string Target, string Body);
