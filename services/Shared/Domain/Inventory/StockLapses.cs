using CreatorFlow.Contracts.Inventory;

namespace CreatorFlow.Domain.Inventory;

/// <summary>
/// Units of an order that nobody paid in time are ours to sell again, while its own channel goes on showing them as sold: what
/// that channel is expected to show changes when it says itself that the order is cancelled, and not when we free them.
/// </summary>
internal static class StockLapses
{
    /// <summary>Of the releases that are our own doing.</summary>
    public const string Reason = "reservation_expired";

    /// <summary>Whether a reservation of this moment takes up again what lapsed then.</summary>
    public static bool IsOne(string orderId, string lineId, DateTimeOffset at, StockState stock) =>
        !stock.Lapsed.IsEmpty && stock.Lapsed.Exists(l => l.OrderId == orderId && l.LineId == lineId && l.PlacedAt == at);

    /// <summary>All that an order let go, whether there is enough or not, so that its cancellation finds it.</summary>
    public static IEnumerable<StockEvent> Restore(string orderId, StockState stock) => stock.Lapsed.FindAll(l => l.OrderId == orderId).Select(l =>
        new StockReserved { OrderId = l.OrderId, LineId = l.LineId, Location = l.Location, Quantity = l.Quantity, ConnectionId = l.ConnectionId, ListingId = l.ListingId, PlacedAt = l.PlacedAt });

    public static StockState Lapse(StockState stock, StockReleased e)
    {
        var limit = e.OccurredAt - Stock.Horizon;
        return stock with { Lapsed = stock.Lapsed.RemoveAll(l => l.PlacedAt < limit).Add(new(e.OrderId, e.LineId, e.Location, e.Quantity, e.ConnectionId, e.OccurredAt, e.ListingId)) };
    }

    public static StockState Renew(StockState stock, StockReserved e)
    {
        var of = stock.Lapsed.FindAll(l => l.OrderId == e.OrderId && l.LineId == e.LineId);
        var lapsed = of.Find(l => l.Location == e.Location && l.Quantity >= e.Quantity) ?? of[0];
        var left = lapsed.Quantity - e.Quantity;
        return stock with { Lapsed = left > 0 ? stock.Lapsed.Replace(lapsed, lapsed with { Quantity = left }) : stock.Lapsed.Remove(lapsed) };
    }
}
