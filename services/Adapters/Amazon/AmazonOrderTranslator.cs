using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Channels;

namespace CreatorFlow.Adapters.Amazon;

/// <summary>Turns an order as read into what happened so far, in our words. Pure.</summary>
internal static class AmazonOrderTranslator
{
    /// <summary>All that the order's present status implies, from its placing on, in that order.</summary>
    public static IReadOnlyList<ChannelEvent> Translate(AmazonOrder order) => [Placed(order), .. Since(order)];

    private static IEnumerable<ChannelEvent> Since(AmazonOrder order) => order.Fulfillment.FulfillmentStatus switch
    {
        "PENDING" or "PENDING_AVAILABILITY" => [],
        "UNSHIPPED" => [Changed(order, "paid")],
        "PARTIALLY_SHIPPED" => [Changed(order, "paid"), .. AmazonShipments.Of(order)],
        "SHIPPED" => [Changed(order, "paid"), .. AmazonShipments.Of(order), .. AmazonShipments.Arrival(order)],
        "CANCELLED" => [CalledOff(order)],
        _ => [Changed(order, null)],
    };

    /// <summary>Pending means that Amazon has not got the money yet.</summary>
    private static OrderPlaced Placed(AmazonOrder order) => new()
    {
        OccurredAt = order.CreatedTime,
        OrderId = order.OrderId,
        PlacedAt = order.CreatedTime,
        PaymentOpen = order.Fulfillment.FulfillmentStatus is "PENDING" or "PENDING_AVAILABILITY",
        Lines = order.ShipsFromSeller ? [.. order.OrderItems.Where(i => i.QuantityOrdered > 0).Select(Line)] : [],
    };

    /// <remarks>A cancelled order counts 0 of everything: what it once was is no longer said, and nothing is reserved for it.</remarks>
    private static PlacedLine Line(AmazonItem item) => new()
    {
        LineId = item.OrderItemId,
        Sku = AmazonShipments.SkuOf(item),
        ListingId = AmazonShipments.SkuOf(item),
        Title = item.Product.Title,
        Quantity = item.QuantityOrdered,
        UnitPrice = MinorUnits.Of(item.Product.Price?.UnitPrice?.Amount, item.Product.Price?.UnitPrice?.CurrencyCode),
    };

    private static OrderChanged Changed(AmazonOrder order, string? status) => new()
    {
        OccurredAt = order.UpdatedAt,
        OrderId = order.OrderId,
        Status = status,
        PlatformStatus = order.Fulfillment.FulfillmentStatus,
    };

    private static OrderCalledOff CalledOff(AmazonOrder order) => new()
    {
        OccurredAt = order.UpdatedAt,
        OrderId = order.OrderId,
        Reason = order.OrderItems.Select(i => i.Cancellation?.CancellationExecution?.CancelReason).FirstOrDefault(r => !string.IsNullOrWhiteSpace(r)),
    };
}
