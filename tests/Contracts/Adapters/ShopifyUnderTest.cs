using System.Globalization;
using System.Text.Json.Nodes;
using CreatorFlow.Adapters.Shopify;
using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Ingest.Shopify;
using CreatorFlow.Simulator.Shopify;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CreatorFlow.Tests.Contracts.Adapters;

/// <summary>Shopify as the simulator plays it: compare-and-set with a key for each call, all or nothing, points instead of calls.</summary>
internal sealed class ShopifyUnderTest : SimulatedUnderTest
{
    /// <summary>Points come back while a test runs; this much of a minute's worth is missing however slow it is.</summary>
    public override TimeSpan StatedWait => TimeSpan.FromSeconds(30);

    protected override string Platform => Platforms.Shopify;

    /// <summary>Several pages of levels.</summary>
    protected override int Skus => 240;

    private ShopifyApi Api => Played.GetRequiredService<ShopifyApi>();

    public override (string ListingId, string Location) MakeListing(int number, long shown) => Shop(inventory =>
    {
        var (location, article) = (inventory.Locations[0], inventory.Articles[number - 1]);
        location.Available[article.Sku] = shown;
        return (Gid.Number(inventory.ItemGid(article))!, location.Id.ToString(CultureInfo.InvariantCulture));
    });

    public override long? Shown(string listingId) => Shop(inventory =>
        inventory.Article(Gid.Item(listingId)) is { } article ? inventory.Locations[0].Available[article.Sku] : (long?)null);

    /// <summary>A minute's points in debt, or all of them there.</summary>
    public override void Throttle(bool on) => Api.Drain(Connection.Id, on ? -6_000 : 2_000);

    public override IReadOnlyList<StockReported> Echoes() => [.. Commerce.TakeFollowed().SelectMany(s => s.Outgoing).SelectMany(o => Reports(new ShopifySource(), o.Webhook))];

    protected override Task AnswerThrottledAsync(HttpContext context) => throw new InvalidOperationException("the simulator throttles by itself");

    /// <summary>The location does not stock the item: one error, and the call takes none of its quantities.</summary>
    protected override async Task<bool> AnswerFailingAsync(HttpContext context, string failing)
    {
        var request = await JsonNode.ParseAsync(context.Request.Body);
        context.Request.Body.Position = 0;
        var wanted = request!["variables"]!["input"]?["quantities"]?.AsArray().Select(q => (string?)q!["inventoryItemId"]).ToList() ?? [];
        if (wanted.IndexOf(Gid.Item(failing)) is var index && index < 0) return false;
        var error = SetQuantities.Error("ITEM_NOT_STOCKED_AT_LOCATION", "The item is not stocked there.", "input", "quantities", index.ToString(CultureInfo.InvariantCulture), "locationId");
        await context.Response.WriteAsJsonAsync(new JsonObject { ["data"] = new JsonObject { ["inventorySetQuantities"] = SetQuantities.Payload(null, [error]) } });
        return true;
    }

    protected override Dictionary<string, string> Settings(string address) => new() { ["apiBaseUrl"] = address };

    protected override void AddAdapter(IServiceCollection services)
    {
        services.AddShopifyChannel();
        services.AddHttpClient(ShopifyHttp.Client).ConfigureHttpClient(http => http.Timeout = Hasty);
    }

    protected override void AddPlatform(IServiceCollection services)
    {
        base.AddPlatform(services);
        services.AddSingleton<ShopifyApi>();
    }

    protected override void MapPlatform(WebApplication platform) => platform.MapPost(GraphEndpoint.Path, GraphEndpoint.Answer);

    private T Shop<T>(Func<ShopifyInventory, T> use) => Commerce.Touch<Tuple<T>>(Connection.Id, inventory => (Tuple.Create(use(inventory)), []))!.Item1;
}
