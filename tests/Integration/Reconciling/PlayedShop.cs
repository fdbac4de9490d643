using System.Globalization;
using System.Text.Json;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Contracts;
using CreatorFlow.Hosting.Security;
using CreatorFlow.Simulator;
using CreatorFlow.Simulator.Commerce;
using CreatorFlow.Simulator.Connections;
using CreatorFlow.Simulator.Faults;
using CreatorFlow.Simulator.Shopify;
using CreatorFlow.Tests.Integration.Dashboard;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Tests.Integration.Reconciling;

/// <summary>The simulator's Shopify on a free port. Its webhooks are never sent: each of them is a lost one.</summary>
internal sealed class PlayedShop : IAsyncDisposable
{
    public const string Token = "shpat_0123456789abcdef";
    private readonly WebApplication app;
    private readonly string creator;
    private volatile TaskCompletionSource? held;
    private int asked;
    private int subscribing;

    private PlayedShop(WebApplication app, string creator) => (this.app, this.creator, Connection) = (app, creator, $"{creator}-shop");

    public string Connection { get; }

    public string Address => app.Urls.Single();

    /// <summary>Calls that arrived to subscribe to a topic.</summary>
    public int Subscribing => subscribing;

    /// <summary>Calls that arrived.</summary>
    public int Asked => asked;

    private SimulatedCommerce Commerce => app.Services.GetRequiredService<SimulatedCommerce>();

    public static async Task<PlayedShop> OpenAsync(string creator, int skus)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var folder = Directory.CreateTempSubdirectory("shop");
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<ConnectionDirectory>().AddSingleton<ShopifyApi>();
        builder.Services.AddSingleton(new SimulatedCommerce(20261121, skus, FaultOptions.None));
        builder.Services.AddSingleton(Options.Create(new SimulatorOptions { Connections = Path.Combine(folder.FullName, "runtime.json") }));
        var shop = new PlayedShop(builder.Build(), creator);
        shop.app.Use((context, next) => shop.AnswerAsync(context, next));
        shop.app.MapPost(GraphEndpoint.Path, GraphEndpoint.Answer);
        await shop.app.StartAsync();
        shop.Admit(creator);
        folder.Delete(recursive: true);
        return shop;
    }

    /// <summary>Connects the creator to it, with a token that it accepts or another.</summary>
    public async Task SaveAsync(DashboardUnderTest platform, string token)
    {
        var keys = new DirectoryInfo(platform.Environment["Keys__Directory"]);
        var store = new ConnectionStore(platform.Database, new SecretProtector(DataProtectionProvider.Create(keys, setup => setup.SetApplicationName("CreatorFlow"))));
        Assert.True(await store.SaveAsync(new()
        {
            Id = Connection, CreatorId = creator, Platform = Platforms.Shopify, Name = "Shop", Settings = new Dictionary<string, string> { ["apiBaseUrl"] = Address },
            Secrets = new() { Current = "secret", AccessToken = token }, UpdatedAt = DateTimeOffset.UnixEpoch,
        }, CancellationToken.None));
    }

    /// <summary>From now on calls wait; or go on.</summary>
    public void Hold(bool on)
    {
        var before = held;
        held = on ? new(TaskCreationOptions.RunContinuationsAsynchronously) : null;
        before?.TrySetResult();
    }

    /// <summary>An article's SKU, with its inventory item and its first location as reports name them, and what is shown there.</summary>
    public (string Sku, string Listing, string Location, long Available) Level(int article) => Touch(inventory => Read(inventory, article));

    /// <summary>Somebody changes the number in the shop's own admin, and no webhook arrives.</summary>
    public void Change(int article, long quantity) => Touch(inventory =>
    {
        inventory.Set(inventory.Locations[0], inventory.Articles[article], quantity, DateTimeOffset.UtcNow);
        return Read(inventory, article);
    });

    /// <summary>The shop forgets that it sends us a topic.</summary>
    public void Lose(string topic) => Touch(inventory =>
    {
        Assert.True(inventory.Subscriptions.Lose(topic));
        return Read(inventory, 0);
    });

    /// <summary>Whether webhooks of a topic would come.</summary>
    public bool Sends(string topic)
    {
        var sends = false;
        Touch(inventory =>
        {
            sends = inventory.Subscriptions.Sends(topic);
            return Read(inventory, 0);
        });
        return sends;
    }

    /// <summary>Leaves the shop so many points; below zero it is busy for a while.</summary>
    public void Drain(double points) => app.Services.GetRequiredService<ShopifyApi>().Drain(Connection, points);

    public async ValueTask DisposeAsync()
    {
        Hold(false);
        await app.DisposeAsync();
    }

    private static (string, string, string, long) Read(ShopifyInventory inventory, int article)
    {
        var (place, thing) = (inventory.Locations[0], inventory.Articles[article]);
        return (thing.Sku, inventory.ItemGid(thing).Split('/')[^1], place.Id.ToString(CultureInfo.InvariantCulture), place.Available[thing.Sku]);
    }

    private (string, string, string, long) Touch(Func<ShopifyInventory, (string, string, string, long)> act) =>
        Commerce.Touch<Tuple<(string, string, string, long)>>(Connection, inventory => (Tuple.Create(act(inventory)), []))!.Item1;

    private async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        Interlocked.Increment(ref asked);
        context.Request.EnableBuffering();
        using (var body = new StreamReader(context.Request.Body, leaveOpen: true))
            if ((await body.ReadToEndAsync()).Contains("webhookSubscriptionCreate", StringComparison.Ordinal)) Interlocked.Increment(ref subscribing);
        context.Request.Body.Position = 0;
        if (held is { } waiting) await waiting.Task;
        await next(context);
    }

    private void Admit(string creator)
    {
        var settings = new SimulatedCreatorSettings
        {
            Id = creator,
            Connections = [new() { Platform = Platforms.Shopify, ConnectionId = Connection, WebhookPath = $"/webhooks/shopify/{Connection}", Secret = "secret", AccessToken = Token }],
        };
        var path = app.Services.GetRequiredService<IOptions<SimulatorOptions>>().Value.Connections;
        File.WriteAllText(path, JsonSerializer.Serialize(new { creators = new[] { settings } }, JsonSerializerOptions.Web));
        Assert.True(app.Services.GetRequiredService<ConnectionDirectory>().Refresh());
        Commerce.Admit(settings, kept: null, DateTimeOffset.UtcNow);
    }
}
