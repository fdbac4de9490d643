using CreatorFlow.Contracts.Channels;
using CreatorFlow.Ingest.Payloads;
using CreatorFlow.Ingest.Webhooks;

namespace CreatorFlow.Ingest.Shopify;

/// <summary>Which topic means what. The topic decides, not the resource: Shopify sends one order shape under all of its topics.</summary>
internal static class ShopifyTranslator
{
    /// <param name="topic">From the header.</param>
    /// <param name="body">The resource.</param>
    /// <param name="triggeredAt">The time of what the resource puts no time to.</param>
    public static Translation Translate(string topic, PayloadNode body, DateTimeOffset triggeredAt) => topic switch
    {
        "inventory_levels/connect" or "inventory_levels/update" => Translation.Of(body, Stock(body, triggeredAt)),
        "inventory_levels/disconnect" => Translation.Of(body, Stock(body, triggeredAt) with { Available = null }),
        "inventory_items/create" or "inventory_items/update" => Translation.Of(body, Item(body, triggeredAt)),
        "orders/create" => Translation.Of(body, [ShopifyOrder.Placed(body, triggeredAt), .. ShopifyOrder.PaidAtOnce(body, triggeredAt)]),
        "orders/updated" => Translation.Of(body, [ShopifyOrder.Changed(body, triggeredAt), .. ShopifyRefunds.Of(body, triggeredAt), .. ShopifyOrder.CalledOffIfSo(body)]),
        "orders/paid" => Translation.Of(body, ShopifyOrder.Changed(body, triggeredAt) with { Status = "paid" }),
        "orders/fulfilled" or "orders/partially_fulfilled" =>
            Translation.Of(body, [ShopifyOrder.Changed(body, triggeredAt), .. ShopifyFulfillment.AllOf(body, triggeredAt)]),
        "orders/cancelled" => Translation.Of(body, ShopifyOrder.CalledOff(body, triggeredAt)),
        "fulfillments/create" or "fulfillments/update" =>
            Translation.Of(body, [.. ShopifyFulfillment.Dispatched(body, body.Id("order_id"), triggeredAt)]),
        "products/create" or "products/update" => Translation.Of(body, ShopifyProduct.Seen(body, triggeredAt)),
        _ => new Translation.UnknownTopic(),
    };

    private static StockReported Stock(PayloadNode level, DateTimeOffset triggeredAt) => new()
    {
        OccurredAt = level.Time("updated_at") ?? triggeredAt,
        ListingId = level.Id("inventory_item_id"),
        Location = level.Id("location_id"),
        Available = level.OptionalQuantity("available"),
    };

    /// <summary>The item knows the seller's SKU, and neither title nor variant.</summary>
    private static ListingSeen Item(PayloadNode item, DateTimeOffset triggeredAt) => new()
    {
        OccurredAt = item.Time("updated_at") ?? triggeredAt,
        ListingId = item.Id("id"),
        Sku = item.PlatformSku("sku"),
    };
}
