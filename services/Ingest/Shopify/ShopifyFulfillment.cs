using CreatorFlow.Contracts.Channels;
using CreatorFlow.Ingest.Payloads;

namespace CreatorFlow.Ingest.Shopify;

/// <summary>Reads the Fulfillment resource, alone or inside an order.</summary>
internal static class ShopifyFulfillment
{
    public static IEnumerable<OrderDispatched> AllOf(PayloadNode order, DateTimeOffset triggeredAt)
    {
        var orderId = order.Id("id");
        return order.Objects("fulfillments").SelectMany(fulfillment => Dispatched(fulfillment, orderId, triggeredAt));
    }

    /// <summary>Nothing for a fulfillment that came to nothing.</summary>
    public static IEnumerable<OrderDispatched> Dispatched(PayloadNode fulfillment, string orderId, DateTimeOffset triggeredAt) =>
        fulfillment.Text("status") is "cancelled" or "error" or "failure" ? [] : [Dispatch(fulfillment, orderId, triggeredAt)];

    private static OrderDispatched Dispatch(PayloadNode fulfillment, string orderId, DateTimeOffset triggeredAt) => new()
    {
        OccurredAt = fulfillment.Time("created_at") ?? fulfillment.Time("updated_at") ?? triggeredAt,
        OrderId = orderId,
        ShipmentId = fulfillment.Id("id"),
        TrackingNumber = TrackingNumber(fulfillment),
        Carrier = fulfillment.Text("tracking_company"),
        Lines = fulfillment.Has("line_items") ? Lines(fulfillment) : null,
    };

    private static string? TrackingNumber(PayloadNode fulfillment) =>
        fulfillment.Text("tracking_number") is { Length: > 0 } number ? number : fulfillment.Ids("tracking_numbers") is [var first, ..] ? first : null;

    private static List<DispatchedLine> Lines(PayloadNode fulfillment) =>
        [.. fulfillment.Objects("line_items").Select(Line).Where(line => line.Quantity > 0)];

    private static DispatchedLine Line(PayloadNode line) => new()
    {
        LineId = line.Id("id"),
        Sku = line.PlatformSku("sku"),
        ListingId = ShopifyProduct.VariantAlias(line.OptionalId("variant_id")),
        Title = line.Text("title"),
        Quantity = line.Quantity("quantity"),
    };
}
