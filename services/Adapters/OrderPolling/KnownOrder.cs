using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.ReadModels;

namespace CreatorFlow.Adapters.OrderPolling;

/// <summary>Whether an order as read says anything that the books do not know. Pure.</summary>
/// <remarks>The books decide by themselves what is new; but an order that webhooks told of is to leave no trace there at all.</remarks>
internal static class KnownOrder
{
    /// <param name="known">The order as it is booked; null for none.</param>
    /// <param name="events">All that its state implies.</param>
    public static bool IsTold(OrderSummary? known, IReadOnlyList<ChannelEvent> events) => known is { Incomplete: false } && events.All(e => IsTold(known, e));

    private static bool IsTold(OrderSummary known, ChannelEvent happened) => happened switch
    {
        OrderPlaced => true,
        OrderChanged e => e.Status != "paid" || known.Status != "created",
        OrderDispatched e => known.Shipments.Any(s => s.ShipmentId == e.ShipmentId),
        OrderArrived => known.Status == "delivered",
        OrderCalledOff => known.Status is "cancelled" or "delivered",
        OrderLinesCancelled e => IsRefunded(known, e) && e.Lines.All(line => IsCancelled(known, line)),
        _ => false,
    };

    private static bool IsRefunded(OrderSummary known, OrderLinesCancelled e) =>
        e.Refunded is not { AmountMinor: > 0 } wanted || (known.Refunded is { } money && (money.Currency != wanted.Currency || money.AmountMinor >= wanted.AmountMinor));

    /// <summary>A cancelled order has no lines left to cancel.</summary>
    private static bool IsCancelled(OrderSummary known, CancelledLine cancelled)
    {
        if (known.Status == "cancelled") return true;
        var line = known.Lines.FirstOrDefault(l => l.LineId == cancelled.LineId);
        return line is not null && line.Cancelled + line.Returned >= Math.Min(cancelled.Cancelled, line.Quantity);
    }
}
