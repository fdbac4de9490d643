using System.Globalization;
using System.Text.Json.Nodes;
using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Simulator.Shopify;

/// <summary>Wraps bodies as Shopify delivers them.</summary>
/// <remarks>Headers: shopify.dev/docs/apps/build/webhooks/delivery-structure.</remarks>
internal sealed class ShopifyWebhooks(ShopifyState state, string connectionId, World world)
{
    public Webhook Product(IReadOnlyList<Article> variants, DateTimeOffset now) =>
        Of("products/update", ProductBody.Of(variants, world.Ids, Total, now), now);

    public Webhook Level(ShopifyLocation location, Article article, DateTimeOffset now) =>
        Of("inventory_levels/update", InventoryLevelBody.Of(location, article, world.Ids, now), now);

    public Webhook Order(string topic, ShopifyOrder order, DateTimeOffset now) =>
        Of(topic, OrderBody.Of(order, state.Domain, world), now);

    public Webhook Fulfillment(ShopifyOrder order, ShopifyParcel parcel, DateTimeOffset now) =>
        Of("fulfillments/create", FulfillmentBody.Of(order, parcel, world), now);

    private long Total(Article article) => state.Locations.Sum(l => l.Available[article.Sku]);

    private Webhook Of(string topic, JsonObject body, DateTimeOffset now) => new()
    {
        ConnectionId = connectionId,
        Topic = topic,
        // Shopify escapes slashes, which is one more reason to verify the raw bytes.
        Body = body.ToJsonString().Replace("/", "\\/", StringComparison.Ordinal),
        Headers = new Dictionary<string, string>
        {
            ["X-Shopify-Topic"] = topic,
            ["X-Shopify-Shop-Domain"] = state.Domain,
            ["X-Shopify-API-Version"] = "2026-04",
            ["X-Shopify-Webhook-Id"] = world.Random.Uuid(),
            ["X-Shopify-Triggered-At"] = Nanoseconds(now),
            ["X-Shopify-Event-Id"] = world.Random.Uuid(),
        },
    };

    /// <summary>Nine fractional digits, two more than .NET has.</summary>
    private string Nanoseconds(DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffffff}{world.Random.Next(100):00}Z");
}
