using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Contracts.Orders;
using CreatorFlow.Domain.Inventory;
using CreatorFlow.Domain.Orders;
using CreatorFlow.Projection.Books;
using CreatorFlow.Projection.Listings;

namespace CreatorFlow.Projection.Orders;

/// <summary>Units of lines that were cancelled: free when they have not shipped; a return moves no stock by itself.</summary>
internal static class OrderReduction
{
    public static void Reduce(Ledger ledger, Delivery d, OrderLinesCancelled e)
    {
        var stream = Order.StreamOf(d.Platform, e.OrderId);
        var before = ledger.Order(stream);
        var reduced = new OrderReduced
        {
            Platform = d.Platform, PlatformOrderId = e.OrderId, ConnectionId = d.ConnectionId, Refunded = e.Refunded, OccurredAt = e.OccurredAt,
            Lines = [.. e.Lines.Select(l => new ReducedLine(l.LineId, l.Sku, l.Cancelled))],
        };
        if (OrderProcess.Book(ledger, stream, reduced) && before is { Created: true, IsVoid: false }) Free(ledger, before.Lines, ledger.Order(stream), e.OccurredAt);
    }

    /// <summary>Frees what lines were promised before and do not need any more.</summary>
    public static void Free(Ledger ledger, IEnumerable<OrderLineState> before, OrderState order, DateTimeOffset at)
    {
        foreach (var (line, units) in before.Select(l => (l, l.Kept - order.Lines.Find(n => n.LineId == l.LineId)!.Kept)).Where(l => l.Item2 > 0).ToList())
            Release(ledger, order, line, units, "line_cancelled", at);
    }

    /// <summary>Cancelled units that went to the customer nonetheless are taken again as of their cancellation, whichever was heard of first.</summary>
    public static void TakeAgain(Ledger ledger, OrderState order, OrderShipped shipment)
    {
        foreach (var (line, quantity) in order.Carries(shipment).Where(c => c.Quantity > c.Line.Open).ToList())
        {
            var since = line.CancelledAt ?? shipment.OccurredAt;
            // A line has one reservation: what is left of it makes room for one of all that shipped.
            Release(ledger, order, line, line.Open, "line_shipped", since);
            foreach (var taken in line.Takes())
                ledger.Book(taken.Sku, new ReserveStock(IdOf(order), line.LineId, order.ConnectionId, quantity * taken.Quantity, since, line.ListingId));
        }
    }

    private static void Release(Ledger ledger, OrderState order, OrderLineState line, long units, string reason, DateTimeOffset at)
    {
        foreach (var taken in line.Takes())
            ledger.Book(ListingProcess.HolderOf(ledger, taken.Sku, IdOf(order)), new ReleaseLine(IdOf(order), line.LineId, units * taken.Quantity, reason, at));
    }

    private static string IdOf(OrderState order) => Order.IdOf(order.Platform, order.PlatformOrderId);
}
