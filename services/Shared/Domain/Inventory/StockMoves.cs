using CreatorFlow.Contracts.Inventory;

namespace CreatorFlow.Domain.Inventory;

/// <summary>What moves with a listing from one SKU to another: its open reservations, and what its channel showed.</summary>
internal static class StockMoves
{
    public const string Reason = "listing_moved";

    public static StockUpdated Take(TakeReport c, StockState stock) => new()
    {
        Location = c.Location, Effect = "moved", OnHand = stock.Place(c.Location).OnHand, Reported = c.Available, ConnectionId = c.ConnectionId,
        ListingId = c.ListingId, ChannelLocation = c.ChannelLocation, OccurredAt = c.OccurredAt, Reason = Reason, Source = c.Origin.Source, Key = c.Origin.Key,
    };

    public static StockReleased Forward(ForwardReservation c) => new()
    {
        OrderId = c.Reservation.OrderId, LineId = c.Reservation.LineId, Location = c.Reservation.Location, Quantity = c.Reservation.Quantity,
        ConnectionId = c.Reservation.ConnectionId, ListingId = c.Reservation.ListingId, Reason = Reason, OccurredAt = c.OccurredAt, ToSku = c.ToSku,
    };

    /// <summary>First gives back what a report had counted here before the order was known, as for a new order.</summary>
    public static IReadOnlyList<StockEvent> Take(TakeReservation c, StockState stock)
    {
        var r = c.Reservation;
        var reserve = new ReserveStock(r.OrderId, r.LineId, r.ConnectionId, r.Quantity, r.PlacedAt, r.ListingId) { Origin = c.Origin };
        return
        [
            .. StockReservations.Undo(reserve, stock),
            new StockReserved { OrderId = r.OrderId, LineId = r.LineId, Location = c.Location, Quantity = r.Quantity, ConnectionId = r.ConnectionId, ListingId = r.ListingId, PlacedAt = r.PlacedAt },
        ];
    }
}
