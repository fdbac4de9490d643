using System.Globalization;
using System.Text.Json;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Contracts;
using CreatorFlow.Simulator;
using CreatorFlow.Simulator.Amazon;
using CreatorFlow.Simulator.Commerce;
using CreatorFlow.Simulator.Connections;
using CreatorFlow.Simulator.Faults;
using CreatorFlow.Simulator.Meta;
using CreatorFlow.Simulator.Shopify;
using CreatorFlow.Simulator.TikTok;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Tests.Integration.Adapters;

/// <summary>The simulator's platforms, each account on a port of its own. All of them are one creator's.</summary>
/// <remarks>The simulator plays one account a platform and creator: more of them are more creators to it.</remarks>
internal sealed class PlayedPlatforms : IAsyncDisposable
{
    private const string Token = "token-0123456789abcdef";

    /// <summary>Every eighth article lies in Amazon's own warehouses and is not the seller's to tell.</summary>
    private const int AmazonHolds = 8;

    private readonly WebApplication app;
    private readonly Dictionary<int, PlayedConnection> byPort = [];

    private PlayedPlatforms(WebApplication app) => this.app = app;

    public IReadOnlyList<PlayedConnection> Connections => [.. byPort.Values.OrderBy(c => c.Connection.Id, StringComparer.Ordinal)];

    /// <summary>The only account at a platform.</summary>
    public PlayedConnection Of(string platform) => byPort.Values.Single(c => c.Platform == platform);

    public AmazonFeeds Feeds => app.Services.GetRequiredService<AmazonFeeds>();

    private SimulatedCommerce Commerce => app.Services.GetRequiredService<SimulatedCommerce>();

    /// <param name="creator">Whose connections they are to the product.</param>
    /// <param name="skus">Articles of each account; what Amazon itself ships is left out by <see cref="Articles"/>.</param>
    /// <param name="accounts">The platform of each.</param>
    public static async Task<PlayedPlatforms> OpenAsync(string creator, int skus, IReadOnlyList<string> accounts)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            foreach (var _ in accounts) kestrel.Listen(System.Net.IPAddress.Loopback, 0);
        });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<ConnectionDirectory>().AddSingleton<ShopifyApi>().AddSingleton<CallQuota>().AddSingleton<ShopDoor>().AddSingleton<RegisteredOrders>()
            .AddSingleton<CallLimits>().AddSingleton<AmazonFeeds>().AddSingleton<MetaCatalogues>().AddSingleton(new SimulatedCommerce(20261121, skus, FaultOptions.None));
        var file = Path.GetTempFileName();
        builder.Services.AddSingleton(Options.Create(new SimulatorOptions { Connections = file }));
        var platforms = new PlayedPlatforms(builder.Build());
        await platforms.StartAsync(creator, skus, accounts);
        File.Delete(file);
        return platforms;
    }

    /// <summary>Lets so many things happen at an account, a second each.</summary>
    /// <returns>What it would send, in order.</returns>
    public IReadOnlyList<Webhook> Happen(PlayedConnection at, int steps, DateTimeOffset from) => Commerce.Read(creators =>
        Enumerable.Range(0, steps).SelectMany(step => Owner(creators, at).Step(from.AddSeconds(step))).Select(outgoing => outgoing.Webhook).ToList());

    /// <summary>The account's orders by their ids, each with the status that they should have in our books.</summary>
    public Dictionary<string, string> Orders(PlayedConnection at) => Commerce.Read(creators => PlayedOrders.Of(Owner(creators, at)));

    /// <summary>Leaves a shop at Shopify so many points.</summary>
    public void Drain(PlayedConnection shop, double points) => app.Services.GetRequiredService<ShopifyApi>().Drain(shop.Connection.Id, points);

    private static SimulatedCreator Owner(IReadOnlyList<SimulatedCreator> creators, PlayedConnection at) => creators.First(c => c.Id == $"{at.Connection.Id}-owner");

    /// <summary>Articles that every platform can be told of.</summary>
    public static IReadOnlyList<int> Articles(int skus) => [.. Enumerable.Range(0, skus).Where(a => a % AmazonHolds != AmazonHolds - 1)];

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(new CancellationToken(canceled: true)); // who was never answered is not waited for
        await app.DisposeAsync();
    }

    private async Task StartAsync(string creator, int skus, IReadOnlyList<string> accounts)
    {
        app.Use((context, next) => byPort[context.Connection.LocalPort].AnswerAsync(context, next));
        app.MapTikTokStock();
        app.MapTikTokOrders();
        app.MapPost(GraphEndpoint.Path, GraphEndpoint.Answer);
        app.MapAmazon();
        app.MapMeta();
        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.ToList();
        var played = accounts.Select((platform, index) => Account(creator, platform, index, addresses[index])).ToList();
        var creators = played.Select(p => new SimulatedCreatorSettings { Id = $"{p.Id}-owner", Connections = [p.Account] }).ToList();
        File.WriteAllText(app.Services.GetRequiredService<IOptions<SimulatorOptions>>().Value.Connections, JsonSerializer.Serialize(new { creators }, JsonSerializerOptions.Web));
        Assert.True(app.Services.GetRequiredService<ConnectionDirectory>().Refresh());
        foreach (var owner in creators) Commerce.Admit(owner, kept: null, DateTimeOffset.UtcNow);
        foreach (var (index, (_, account, connection)) in played.Index()) byPort[new Uri(addresses[index]).Port] = Play(connection, account, skus);
    }

    private static (string Id, SimulatedConnection Account, Connection Connection) Account(string creator, string platform, int index, string address)
    {
        var id = $"{creator}-{platform}-{index}";
        var settings = new Dictionary<string, string>
        {
            ["apiBaseUrl"] = address, ["appKey"] = $"app-{id}", ["sellerId"] = $"seller-{id}", ["marketplaceIds"] = AmazonStock.DefaultMarketplace,
            ["catalogId"] = string.Create(CultureInfo.InvariantCulture, $"{7_000_000 + index}"),
        };
        var account = new SimulatedConnection
        {
            Platform = platform, ConnectionId = id, WebhookPath = $"/webhooks/{platform}/{id}", Secret = "secret", AccessToken = $"{Token}-{index}", AppKey = settings["appKey"], Settings = settings,
        };
        var connection = new Connection
        {
            Id = id, CreatorId = creator, Platform = platform, Name = id, Settings = settings, Secrets = new() { Current = "secret", AccessToken = account.AccessToken }, UpdatedAt = default,
        };
        return (id, account, connection);
    }

    private PlayedConnection Play(Connection connection, SimulatedConnection account, int skus)
    {
        var owner = $"{connection.Id}-owner";
        return connection.Platform switch
        {
            Platforms.Shopify => Play(
                article => Shop(connection.Id, shop => shop.ItemGid(shop.Articles[article]).Split('/')[^1]),
                article => Shop(connection.Id, shop => shop.Locations[0].Available[shop.Articles[article].Sku]),
                (article, quantity) => Shop(connection.Id, shop => shop.Locations[0].Available[shop.Articles[article].Sku] = quantity),
                Shop(connection.Id, shop => ShopifyInventory.LocationGid(shop.Locations[0]).Split('/')[^1])),
            Platforms.TikTok => Play(
                article => TikTok(owner, shelves => shelves.SkuId(Find(shelves, article))),
                article => TikTok(owner, shelves => shelves.Stock(Find(shelves, article))[0].Available),
                (article, quantity) => TikTok(owner, shelves => Set(shelves, article, quantity))),
            Platforms.Amazon => Play(
                article => Amazon(owner, creator => creator.World.Catalogue[article].Sku),
                article => Amazon(owner, creator => creator.State.Amazon!.Available[creator.World.Catalogue[article].Sku]),
                (article, quantity) => Amazon(owner, creator => creator.State.Amazon!.Available[creator.World.Catalogue[article].Sku] = quantity)),
            _ => Play(Retailer, article => Catalogue(connection, skus).Find(Retailer(article))?.Quantity, (article, quantity) => Catalogue(connection, skus).Put(Retailer(article), "test", quantity)),
        };

        PlayedConnection Play(Func<int, string> listing, Func<int, long?> shown, Action<int, long> put, string? location = null)
        {
            if (connection.Platform == Platforms.Instagram) Catalogue(connection, skus);
            if (connection.Platform == Platforms.Shopify) Commerce.Read(creators => creators.First(c => c.Id == owner).State.Shopify!.Locations is var all && all.RemoveAll(l => l != all[0]) >= 0);
            return new(connection, account, listing, shown, put, TimeProvider.System) { Location = location };
        }
    }

    private static string Retailer(int article) => string.Create(CultureInfo.InvariantCulture, $"retail-{article}");

    private static Article Find(TikTokShelves shelves, int article) => shelves.Articles[article];

    private static long Set(TikTokShelves shelves, int article, long quantity)
    {
        shelves.Set(Find(shelves, article), shelves.Stock(Find(shelves, article))[0].Warehouse, quantity);
        return quantity;
    }

    private MetaCatalogue Catalogue(Connection connection, int skus)
    {
        var catalogue = app.Services.GetRequiredService<MetaCatalogues>().Open(connection.Settings["catalogId"], connection.Secrets.AccessToken);
        if (catalogue.Find(Retailer(0)) is null)
            for (var article = 0; article < skus; article++) catalogue.Put(Retailer(article), "test", 0);
        return catalogue;
    }

    private T Shop<T>(string connection, Func<ShopifyInventory, T> read) => Commerce.Touch<Tuple<T>>(connection, shop => (Tuple.Create(read(shop)), []))!.Item1;

    private T TikTok<T>(string owner, Func<TikTokShelves, T> read) => Commerce.TouchTikTok(owner, shelves => Tuple.Create(read(shelves)))!.Item1;

    private T Amazon<T>(string owner, Func<SimulatedCreator, T> read) => Commerce.Read(creators => read(creators.First(c => c.Id == owner)));
}
