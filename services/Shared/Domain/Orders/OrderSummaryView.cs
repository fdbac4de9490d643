using CreatorFlow.Contracts.ReadModels;

namespace CreatorFlow.Domain.Orders;

/// <summary>The read model of one order: a pure function of its state.</summary>
internal static class OrderSummaryView
{
    public const string Alias = "ordersummary";
    public const string Topic = "orders";

    public static OrderSummary Of(OrderState order, long version, DateTimeOffset updatedAt) => new()
    {
        Id = Order.IdOf(order.Platform, order.PlatformOrderId),
        Platform = order.Platform,
        PlatformOrderId = order.PlatformOrderId,
        ConnectionId = order.ConnectionId,
        Name = order.Name,
        Status = order.Status,
        Oversold = order.Oversold,
        ReservedUntil = order.MayExpire(DateTimeOffset.MaxValue) ? order.PaymentDueAt?.ToUniversalTime() : null,
        Incomplete = !order.Created,
        PlacedAt = order.PlacedAt?.ToUniversalTime(),
        UpdatedAt = updatedAt,
        Version = version,
        Refunded = order.Refunded,
        Lines = [.. order.Lines.Select(l => Line(l, order))],
        Shipments = [.. order.Shipments.Select(s => new OrderShipment(s.ShipmentId, s.TrackingNumber, s.Carrier, s.OccurredAt))],
    };

    /// <summary>What is still reserved: shipped units have left, a cancelled order holds nothing.</summary>
    private static OrderLine Line(OrderLineState line, OrderState order) => new()
    {
        LineId = line.LineId, Sku = line.Sku, ListingId = line.ListingId, Title = line.Title, Quantity = line.Quantity,
        Reserved = order.IsVoid ? 0 : Math.Max(0, line.Reserved - line.Shipped), Shipped = line.Shipped, Cancelled = line.Cancelled - line.Returned, Returned = line.Returned, UnitPrice = line.UnitPrice,
    };
}
