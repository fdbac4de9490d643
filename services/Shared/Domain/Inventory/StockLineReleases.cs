using CreatorFlow.Contracts.Inventory;

namespace CreatorFlow.Domain.Inventory;

/// <summary>Frees some units of one line: as much as the line still holds.</summary>
internal static class StockLineReleases
{
    public static IReadOnlyList<StockEvent> Release(ReleaseLine c, StockState stock)
    {
        var freed = new List<Reservation>();
        var left = c.Quantity;
        foreach (var held in stock.Reservations.Where(r => r.OrderId == c.OrderId && r.LineId == c.LineId))
        {
            var units = Math.Min(left, held.Quantity);
            if (units <= 0) break;
            left -= units;
            freed.Add(held with { Quantity = units });
        }
        // As if these units were all that the order holds: the same rules as for a cancelled order.
        return StockReservations.Release(new ReleaseStock(c.OrderId, c.Reason, c.OccurredAt) { Origin = c.Origin }, stock with { Reservations = [.. freed], Lapsed = [] });
    }
}
