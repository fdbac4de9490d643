using System.Globalization;
using System.Text.Json.Nodes;
using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Simulator.Shopify;

/// <summary>The shop's stock as its API shows and sets it. Not thread-safe: touched while nothing else happens.</summary>
internal sealed class ShopifyInventory(ShopifyState state, string connectionId, World world, ShopifySubscriptions subscriptions)
{
    private readonly ShopifyWebhooks webhooks = new(state, connectionId, world);

    public ShopifySubscriptions Subscriptions => subscriptions;

    public ShopifyOrderBook Orders { get; } = new(state, world);

    public IReadOnlyList<ShopifyLocation> Locations => state.Locations;

    public IReadOnlyList<Article> Articles => world.Catalogue;

    public ShopifyLocation? Location(string? gid) => state.Locations.Find(l => LocationGid(l) == gid);

    public Article? Article(string? gid) =>
        gid is not null && world.Ids.IndexOf(IdKind.Item, gid.Split('/')[^1]) is { } index && index < world.Catalogue.Count && ItemGid(world.Catalogue[index]) == gid ? world.Catalogue[index] : null;

    public string ItemGid(Article article) => Gid("InventoryItem", world.Ids.Fixed(IdKind.Item, article.Index));

    public static string LocationGid(ShopifyLocation location) => Gid("Location", location.Id);

    /// <summary>Sets what a location shows.</summary>
    /// <returns>The webhook that follows.</returns>
    public Webhook Set(ShopifyLocation location, Article article, long quantity, DateTimeOffset now)
    {
        location.Available[article.Sku] = quantity;
        return webhooks.Level(location, article, now);
    }

    /// <summary>A level with its item, as the API answers it.</summary>
    public JsonObject Level(ShopifyLocation location, Article article)
    {
        var level = Bare(location, article);
        // As webhooks name it: its number is not the location's.
        level["id"] = string.Create(CultureInfo.InvariantCulture, $"gid://shopify/InventoryLevel/{location.Id + 1_000}?inventory_item_id={world.Ids.Fixed(IdKind.Item, article.Index)}");
        level["item"] = Item(article);
        return level;
    }

    /// <summary>An item, without or with its level at a location.</summary>
    public JsonObject Item(Article article, ShopifyLocation? location = null) => new()
    {
        ["id"] = ItemGid(article),
        ["sku"] = article.Sku,
        ["tracked"] = true,
        ["variants"] = new JsonObject { ["nodes"] = new JsonArray(Variant(article)) },
        ["inventoryLevel"] = location is null ? null : Bare(location, article),
    };

    private static JsonObject Bare(ShopifyLocation location, Article article) => new()
    {
        ["quantities"] = new JsonArray(new JsonObject { ["name"] = "available", ["quantity"] = location.Available[article.Sku] }),
    };

    private JsonObject Variant(Article article) => new()
    {
        ["id"] = Gid("ProductVariant", world.Ids.Fixed(IdKind.Variant, article.Index)),
        ["title"] = article.Variant,
        ["barcode"] = string.Create(CultureInfo.InvariantCulture, $"40{article.Index + 1:0000000000}"),
        ["product"] = new JsonObject { ["id"] = Gid("Product", world.Ids.Fixed(IdKind.Product, article.Product)), ["title"] = article.ProductTitle },
    };

    private static string Gid(string type, long id) => string.Create(CultureInfo.InvariantCulture, $"gid://shopify/{type}/{id}");
}
