using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Contracts.Orders;
using CreatorFlow.Domain.Inventory;
using CreatorFlow.Domain.Orders;
using CreatorFlow.Projection.Books;

namespace CreatorFlow.Projection.Orders;

/// <summary>Unpaid orders give back what they reserved when their time is over, and reserve again when they are paid after all.</summary>
internal static class OrderExpiry
{
    private const string Reason = StockLapses.Reason;

    /// <summary>UTC, as exact as a database column keeps it.</summary>
    public static DateTimeOffset DueAt(DateTimeOffset placedAt, TimeSpan window)
    {
        var due = (placedAt + window).ToUniversalTime();
        return due.AddTicks(-(due.Ticks % TimeSpan.TicksPerMillisecond));
    }

    /// <summary>The order decides: paid, shipped, cancelled or expired meanwhile, nothing happens.</summary>
    public static void Expire(Ledger ledger, Delivery d, PaymentOverdue e)
    {
        var stream = Order.StreamOf(d.Platform, e.OrderId);
        var order = ledger.Order(stream);
        if (!OrderProcess.Book(ledger, stream, new OrderReservationExpired { OccurredAt = e.OccurredAt })) return;
        OrderProcess.Release(ledger, order, Order.IdOf(d.Platform, e.OrderId), Reason, e.OccurredAt);
    }

    /// <summary>Reserves what an expired order has given back, before what made it go on is booked.</summary>
    public static void Renew(Ledger ledger, Delivery d, string stream, DateTimeOffset at)
    {
        var order = ledger.Order(stream);
        if (!order.Expired || order.Cancelled) return;
        var lines = order.Lines.Select(l => new RenewedLine(l.LineId, Reserve(ledger, d, order, l))).ToList();
        OrderProcess.Book(ledger, stream, new OrderReservationRenewed { Lines = lines, OccurredAt = at });
        OrderProcess.FlagOversold(ledger, stream, order.Lines.Zip(lines, (l, r) => (l.LineId, l.Sku, Wanted: l.Open, r.Reserved)));
    }

    /// <summary>As of the expiry: that names what lapsed then, of which the channel knows nothing.</summary>
    private static long Reserve(Ledger ledger, Delivery d, OrderState order, OrderLineState line)
    {
        var wanted = new ReserveStock(Order.IdOf(d.Platform, order.PlatformOrderId), line.LineId, order.ConnectionId, line.Open, order.ExpiredAt ?? order.PlacedAt ?? order.LastOccurredAt, line.ListingId);
        return OrderProcess.Reserve(ledger, line.Sku, line.Parts ?? [], wanted);
    }
}
