using System.Diagnostics;
using CreatorFlow.Contracts.Orders;

namespace CreatorFlow.Domain.Orders;

/// <summary>The decider of the stream <c>order-{platform}-{orderId}</c>: states never go back, events come in any order.</summary>
/// <remarks>What an order does to stock is decided beside it, in the same transaction, by Projection's <c>OrderProcess</c>.</remarks>
internal static class Order
{
    public const string StreamType = "order";

    public static string IdOf(string platform, string platformOrderId) => $"{platform}-{platformOrderId}";

    public static string StreamOf(string platform, string platformOrderId) => StreamOf(IdOf(platform, platformOrderId));

    public static string StreamOf(string id) => $"order-{id}";

    /// <summary>Empty when it says nothing new: the business key guards the effect whatever the delivery ids say.</summary>
    /// <exception cref="RefusedException">The rules refuse it for good.</exception>
    public static IReadOnlyList<OrderEvent> Decide(OrderEvent wanted, OrderState order) => wanted switch
    {
        OrderCreated => order.Created ? [] : [wanted],
        OrderUpdated c => [c with { Stale = c.OccurredAt < order.LastOccurredAt }],
        OrderShipped c when string.IsNullOrWhiteSpace(c.TrackingNumber) => throw new RefusedException("order.tracking_missing"),
        OrderShipped c => order.Shipments.Exists(s => s.ShipmentId == c.ShipmentId) ? [] : [c],
        OrderDelivered => order.Delivered ? [] : [wanted],
        OrderCancelled => order.Cancelled || order.Delivered ? [] : [wanted],
        OrderReduced c => order.New(c) is { } news ? [news] : [],
        OrderReservationExpired c => order.MayExpire(c.OccurredAt) ? [c] : [],
        OrderReservationRenewed => order.Expired && !order.Cancelled ? [wanted] : [],
        OrderOversold => [wanted],
        _ => throw new UnreachableException(wanted.ToString()),
    };

    public static OrderState Evolve(OrderState order, OrderEvent happened) => happened switch
    {
        OrderCreated e => order.From(e.Platform, e.PlatformOrderId, e.ConnectionId).Place(e),
        OrderUpdated e => order.From(e.Platform, e.PlatformOrderId, e.ConnectionId).Update(e),
        OrderShipped e => order.From(e.Platform, e.PlatformOrderId, e.ConnectionId).Ship(e),
        OrderDelivered e => order.From(e.Platform, e.PlatformOrderId, e.ConnectionId).Seen(e.OccurredAt) with { Delivered = true },
        OrderCancelled e => order.From(e.Platform, e.PlatformOrderId, e.ConnectionId).Seen(e.OccurredAt) with { Cancelled = true, CancelledAt = e.OccurredAt },
        OrderReduced e => order.From(e.Platform, e.PlatformOrderId, e.ConnectionId).Reduce(e),
        OrderReservationExpired e => order with { Expired = true, ExpiredAt = e.OccurredAt, Lines = [.. order.Lines.Select(l => l with { Reserved = 0 })] },
        OrderReservationRenewed e => order.Renew(e),
        OrderOversold => order with { Oversold = true },
        _ => throw new UnreachableException(happened.ToString()),
    };
}
