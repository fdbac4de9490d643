using CreatorFlow.Contracts.Channels;

namespace CreatorFlow.Adapters.TikTok;

/// <summary>Turns an order detail into what happened so far, in our words. Pure.</summary>
internal static class OrderDetailTranslator
{
    /// <summary>All that the order's present status implies, from its placing on, in that order.</summary>
    public static IReadOnlyList<ChannelEvent> Translate(OrderDetail order) => [Placed(order), .. Since(order)];

    private static IEnumerable<ChannelEvent> Since(OrderDetail order) => order.Status switch
    {
        "UNPAID" => [],
        "ON_HOLD" or "AWAITING_SHIPMENT" or "AWAITING_COLLECTION" => [Paid(order)],
        "PARTIALLY_SHIPPING" or "IN_TRANSIT" => [Paid(order), .. Shipments.Of(order)],
        "DELIVERED" or "COMPLETED" => [Paid(order), .. Shipments.Of(order), Arrived(order)],
        "CANCELLED" or "CANCEL" => [CalledOff(order)],
        _ => [Changed(order)],
    };

    private static OrderPlaced Placed(OrderDetail order) => new()
    {
        OccurredAt = UnixTime.Of(order.CreateTime),
        OrderId = order.Id,
        PlacedAt = UnixTime.Of(order.CreateTime),
        PaymentOpen = order.Status == "UNPAID",
        Lines = ShipsFromSeller(order) ? OrderLines.Placed(order.LineItems) : [],
    };

    private static OrderChanged Paid(OrderDetail order) => new()
    {
        OccurredAt = UnixTime.Of(order.PaidTime, order.UpdateTime, order.CreateTime),
        OrderId = order.Id,
        Status = "paid",
        PlatformStatus = order.Status,
    };

    private static OrderChanged Changed(OrderDetail order) => new()
    {
        OccurredAt = UnixTime.Of(order.UpdateTime, order.CreateTime),
        OrderId = order.Id,
        PlatformStatus = order.Status,
    };

    private static OrderArrived Arrived(OrderDetail order) => new()
    {
        OccurredAt = UnixTime.Of(order.DeliveryTime, order.UpdateTime, order.CreateTime),
        OrderId = order.Id,
    };

    private static OrderCalledOff CalledOff(OrderDetail order) => new()
    {
        OccurredAt = UnixTime.Of(order.CancelTime, order.UpdateTime, order.CreateTime),
        OrderId = order.Id,
        Reason = order.CancelReason,
    };

    /// <summary>What TikTok's own warehouses ship is not the seller's stock: such an order is kept without lines.</summary>
    private static bool ShipsFromSeller(OrderDetail order) => order.FulfillmentType is not "FULFILLMENT_BY_TIKTOK";
}
