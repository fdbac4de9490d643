using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Contracts.Orders;
using CreatorFlow.Contracts.Work;
using CreatorFlow.Domain;
using CreatorFlow.Domain.Inventory;
using CreatorFlow.Domain.Orders;
using CreatorFlow.Projection.Books;
using CreatorFlow.Projection.Listings;

namespace CreatorFlow.Projection.Orders;

/// <summary>An order and what it does to stock, in one transaction: reserve when placed, deduct when shipped, release when cancelled.</summary>
internal static class OrderProcess
{
    public static void Place(Ledger ledger, Delivery d, OrderPlaced e)
    {
        var (stream, order) = Find(ledger, d, e.OrderId);
        if (order.Created) return;
        RequireDistinctLines(e);
        var lines = e.Lines.Select(l => Reserve(ledger, d, order, e, l)).ToList();
        Book(ledger, stream, new OrderCreated
        {
            Platform = d.Platform, PlatformOrderId = e.OrderId, ConnectionId = d.ConnectionId, Name = e.Name, PlacedAt = e.PlacedAt, Lines = lines,
            PaymentDueAt = e.PaymentOpen ? OrderExpiry.DueAt(e.PlacedAt, ledger.PaymentWindow) : null,
        });
        if (ledger.Order(stream) is { PaymentDueAt: { } dueAt } placed && placed.MayExpire(dueAt)) ledger.Schedule(new(d.CreatorId, d.Platform, d.ConnectionId, e.OrderId, dueAt));
        if (order.IsVoid) TakeAgain(ledger, ledger.Order(stream), ledger.Order(stream).Lines.Select(l => (l, l.Shipped)));
        else FlagOversold(ledger, stream, lines.Select(l => (l.LineId, l.Sku, l.Quantity, l.Reserved)));
        foreach (var shipment in order.Shipments) Deduct(ledger, ledger.Order(stream) with { Lines = Unshipped(lines) }, shipment);
        if (ledger.Order(stream) is { ReducedAt: { } at, IsVoid: false } reduced) OrderReduction.Free(ledger, Unshipped(lines), reduced, at);
    }

    public static void Change(Ledger ledger, Delivery d, OrderChanged e)
    {
        var (stream, _) = Find(ledger, d, e.OrderId);
        if (e.Status == "paid") OrderExpiry.Renew(ledger, d, stream, e.OccurredAt);
        Book(ledger, stream, new OrderUpdated
        {
            Platform = d.Platform, PlatformOrderId = e.OrderId, ConnectionId = d.ConnectionId, Status = e.Status,
            PlatformStatus = e.PlatformStatus, OccurredAt = e.OccurredAt,
        });
        if (e.NeedsDetail) ledger.Request(new FetchOrder
        {
            CreatorId = d.CreatorId, ConnectionId = d.ConnectionId, Platform = d.Platform, PlatformOrderId = e.OrderId,
            CausationId = d.Id, TraceParent = d.TraceParent,
        });
    }

    public static void Ship(Ledger ledger, Delivery d, OrderDispatched e)
    {
        var (stream, order) = Find(ledger, d, e.OrderId);
        var shipment = new OrderShipped
        {
            Platform = d.Platform, PlatformOrderId = e.OrderId, ConnectionId = d.ConnectionId, ShipmentId = e.ShipmentId,
            TrackingNumber = e.TrackingNumber ?? "", Carrier = e.Carrier, OccurredAt = e.OccurredAt,
            Lines = e.Lines?.Select((l, i) => Shipped(ledger, d, l, i)).ToList(),
        };
        if (!order.Shipments.Exists(s => s.ShipmentId == e.ShipmentId)) OrderExpiry.Renew(ledger, d, stream, e.OccurredAt);
        if (!Book(ledger, stream, shipment) || !order.Created) return;
        if (order.IsVoid) TakeAgain(ledger, order, order.Carries(shipment));
        else OrderReduction.TakeAgain(ledger, ledger.Order(stream) with { Lines = order.Lines }, shipment);
        Deduct(ledger, order, shipment);
    }

    public static void Deliver(Ledger ledger, Delivery d, OrderArrived e)
    {
        var (stream, order) = Find(ledger, d, e.OrderId);
        var delivered = new OrderDelivered { Platform = d.Platform, PlatformOrderId = e.OrderId, ConnectionId = d.ConnectionId, OccurredAt = e.OccurredAt };
        if (Book(ledger, stream, delivered) && order is { Created: true, IsVoid: true }) TakeAgain(ledger, order, order.Lines.Select(l => (l, l.Quantity - l.Shipped)));
    }

    public static void Cancel(Ledger ledger, Delivery d, OrderCalledOff e)
    {
        var (stream, order) = Find(ledger, d, e.OrderId);
        var cancelled = new OrderCancelled { Platform = d.Platform, PlatformOrderId = e.OrderId, ConnectionId = d.ConnectionId, Reason = e.Reason, OccurredAt = e.OccurredAt };
        if (!Book(ledger, stream, cancelled)) return;
        Release(ledger, order, Order.IdOf(d.Platform, e.OrderId), "order_cancelled", e.OccurredAt);
    }

    /// <summary>Frees all that is reserved for an order.</summary>
    public static void Release(Ledger ledger, OrderState order, string orderId, string reason, DateTimeOffset at)
    {
        foreach (var sku in order.Lines.SelectMany(l => l.Takes()).Select(t => ListingProcess.HolderOf(ledger, t.Sku, orderId)).Distinct(StringComparer.Ordinal))
            ledger.Book(sku, new ReleaseStock(orderId, reason, at));
    }

    private static (string Stream, OrderState Order) Find(Ledger ledger, Delivery d, string orderId)
    {
        var stream = Order.StreamOf(d.Platform, orderId);
        return (stream, ledger.Order(stream));
    }

    /// <returns>False when it said nothing new.</returns>
    public static bool Book(Ledger ledger, string stream, OrderEvent wanted)
    {
        var events = Order.Decide(wanted, ledger.Order(stream));
        foreach (var happened in events) ledger.Book(stream, happened);
        return events.Count > 0;
    }

    private static OrderedLine Reserve(Ledger ledger, Delivery d, OrderState order, OrderPlaced e, PlacedLine line)
    {
        var sku = ListingProcess.SkuOfLine(ledger, d, line.Sku, line.ListingId) ?? throw new RefusedException("order.line_without_sku");
        var parts = ledger.Stock(sku).Components;
        var wanted = new ReserveStock(Order.IdOf(d.Platform, e.OrderId), line.LineId, d.ConnectionId, line.Quantity, e.PlacedAt, line.ListingId);
        var reserved = order.IsVoid ? Pass(ledger, sku, parts, wanted, order) : Reserve(ledger, sku, parts, wanted);
        return new()
        {
            Parts = parts.IsEmpty ? null : parts, LineId = line.LineId, Sku = sku, ListingId = line.ListingId, Title = line.Title, Quantity = line.Quantity, Reserved = reserved, UnitPrice = line.UnitPrice,
        };
    }

    /// <summary>Cancelled before it was heard of: it holds nothing, but its channel has shown the sale, and its end.</summary>
    private static long Pass(Ledger ledger, string sku, IReadOnlyCollection<BundleComponent> parts, ReserveStock sale, OrderState order)
    {
        foreach (var part in parts.Count == 0 ? [new(sku, 1)] : parts)
            ledger.Book(part.Sku, new PassStock(sale with { Quantity = sale.Quantity * part.Quantity }, "order_cancelled", order.CancelledAt ?? sale.PlacedAt));
        return 0;
    }

    /// <returns>Units of the line that could be reserved.</returns>
    public static long Reserve(Ledger ledger, string sku, IReadOnlyCollection<BundleComponent> parts, ReserveStock wanted) =>
        parts.Count == 0 ? Reserve(ledger, sku, wanted) : ReserveBundle(ledger, parts, wanted);

    /// <summary>Who comes last is short. What is reserved may have moved at once to the location that had shown the sale.</summary>
    private static long Reserve(Ledger ledger, string sku, ReserveStock wanted)
    {
        var promised = ledger.Book(sku, wanted).Sum(e => e switch { StockReserved r => r.Quantity, StockReleased r => -r.Quantity, _ => 0 });
        return Math.Max(0, promised - Math.Max(0, -ledger.Stock(sku).Available));
    }

    /// <summary>As many whole bundles as every component allows: all components of one, or none.</summary>
    private static long ReserveBundle(Ledger ledger, IReadOnlyCollection<BundleComponent> parts, ReserveStock wanted)
    {
        var bundles = Math.Min(wanted.Quantity, Domain.Inventory.Bundles.Available(parts, ledger.Stock));
        if (bundles > 0)
            foreach (var part in parts) Reserve(ledger, part.Sku, wanted with { Quantity = bundles * part.Quantity });
        return bundles;
    }

    public static void FlagOversold(Ledger ledger, string stream, IEnumerable<(string LineId, string Sku, long Quantity, long Reserved)> lines)
    {
        foreach (var line in lines.Where(l => l.Reserved < l.Quantity).ToList())
            Book(ledger, stream, new OrderOversold { LineId = line.LineId, Sku = line.Sku, Missing = line.Quantity - line.Reserved, Suggestion = line.Reserved > 0 ? "backorder" : "cancel" });
    }

    private static void Deduct(Ledger ledger, OrderState order, OrderShipped shipment)
    {
        var id = Order.IdOf(order.Platform, order.PlatformOrderId);
        foreach (var (line, quantity) in order.Carries(shipment).ToList())
        {
            // A bundle that was short has promised none of its components.
            var unpromised = line.Parts is null || order.IsVoid ? 0 : Math.Max(0, quantity - Math.Max(0, line.Reserved - line.Shipped));
            foreach (var taken in line.Takes())
                ledger.Book(ListingProcess.HolderOf(ledger, taken.Sku, id), new DeductStock(id, line.LineId, shipment.ShipmentId, (quantity - unpromised) * taken.Quantity, shipment.OccurredAt, unpromised * taken.Quantity));
        }
    }

    /// <summary>
    /// Goods of a cancelled order went to the customer nonetheless, whichever was heard of first: what the cancellation freed
    /// is taken again as of the cancellation, so that the channel is expected to show what it did before.
    /// </summary>
    private static void TakeAgain(Ledger ledger, OrderState order, IEnumerable<(OrderLineState Line, long Quantity)> gone)
    {
        var since = order.CancelledAt ?? order.PlacedAt!.Value;
        foreach (var (line, quantity) in gone.Where(g => g.Quantity > 0).ToList())
            foreach (var taken in line.Takes())
                ledger.Book(taken.Sku, new ReserveStock(Order.IdOf(order.Platform, order.PlatformOrderId), line.LineId, order.ConnectionId, quantity * taken.Quantity, since, line.ListingId));
    }

    private static System.Collections.Immutable.ImmutableList<OrderLineState> Unshipped(List<OrderedLine> lines) =>
        [.. lines.Select(l => new OrderLineState(l.LineId, l.Sku, l.ListingId, l.Title, l.Quantity, l.Reserved, 0, l.UnitPrice, l.Parts))];

    private static ShippedLine Shipped(Ledger ledger, Delivery d, DispatchedLine line, int index) => new()
    {
        LineId = line.LineId ?? $"shipped-{index + 1}", Sku = ListingProcess.SkuOfLine(ledger, d, line.Sku, line.ListingId) ?? "",
        ListingId = line.ListingId, Title = line.Title, Quantity = line.Quantity,
    };

    private static void RequireDistinctLines(OrderPlaced e)
    {
        if (e.Lines.DistinctBy(l => l.LineId).Count() != e.Lines.Count) throw new RefusedException("order.lines_not_distinct");
    }
}
