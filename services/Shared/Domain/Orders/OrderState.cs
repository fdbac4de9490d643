using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Contracts.Orders;

namespace CreatorFlow.Domain.Orders;

/// <summary>One order, folded from its stream.</summary>
internal sealed record OrderState
{
    /// <summary>Raise it when the shape changes; see <see cref="Inventory.StockState.Schema"/>.</summary>
    public const int Schema = 6;

    public string Platform { get; init; } = "";
    public string PlatformOrderId { get; init; } = "";
    public string ConnectionId { get; init; } = "";
    public string? Name { get; init; }
    public DateTimeOffset? PlacedAt { get; init; }
    public DateTimeOffset LastOccurredAt { get; init; } = DateTimeOffset.MinValue;
    public bool Created { get; init; }
    public bool Paid { get; init; }
    public bool Cancelled { get; init; }

    /// <summary>When it was cancelled; null before, and within snapshots from before this was kept.</summary>
    public DateTimeOffset? CancelledAt { get; init; }
    public bool Delivered { get; init; }
    /// <summary>Until when what is reserved waits for the payment; null when the payment is not open.</summary>
    public DateTimeOffset? PaymentDueAt { get; init; }

    /// <summary>What was reserved was freed because nobody paid in time; a later payment reserves again.</summary>
    public bool Expired { get; init; }
    public DateTimeOffset? ExpiredAt { get; init; }
    public bool Oversold { get; init; }
    public ImmutableList<OrderLineState> Lines { get; init; } = [];
    /// <summary>Totals of cancelled units as the platform named their lines, which may not be known yet.</summary>
    public ImmutableList<ReducedLine> Reductions { get; init; } = [];

    /// <summary>All that was refunded so far; null for nothing.</summary>
    public Contracts.Money? Refunded { get; init; }

    /// <summary>When units were last cancelled; null for never.</summary>
    public DateTimeOffset? ReducedAt { get; init; }
    public ImmutableList<OrderShipped> Shipments { get; init; } = [];

    /// <summary>Cancelled, and nobody has the goods: it holds no stock. With the goods delivered it is a return.</summary>
    [JsonIgnore] public bool IsVoid => Cancelled && !Delivered;

    /// <summary>The furthest state that any event has shown; a later one that came first is never taken back.</summary>
    public string Status => this switch
    {
        { Delivered: true } => "delivered",
        { Cancelled: true } => "cancelled",
        { Shipments.IsEmpty: false } => Lines.All(l => l.Open == 0) ? "shipped" : "partially_shipped",
        { Paid: true } => "paid",
        _ => "created",
    };

    public OrderState From(string platform, string platformOrderId, string connectionId) =>
        this with { Platform = platform, PlatformOrderId = platformOrderId, ConnectionId = connectionId };

    public OrderState Seen(DateTimeOffset at) => at > LastOccurredAt ? this with { LastOccurredAt = at } : this;

    /// <summary>The lines as ordered; what shipped before they were known is found again in them.</summary>
    public OrderState Place(OrderCreated e)
    {
        var placed = Seen(e.PlacedAt) with
        {
            Created = true,
            Name = e.Name,
            PlacedAt = e.PlacedAt,
            PaymentDueAt = e.PaymentDueAt,
            Lines = [.. e.Lines.Select(l => new OrderLineState(l.LineId, l.Sku, l.ListingId, l.Title, l.Quantity, l.Reserved, 0, l.UnitPrice, l.Parts))],
        };
        return Shipments.Aggregate(placed.Cancel(), (order, shipment) => order.Count(shipment)).Cancel();
    }

    /// <summary>Whether the time to pay that ended then is the one that counts, and nothing has happened meanwhile.</summary>
    public bool MayExpire(DateTimeOffset dueAt) =>
        this is { Created: true, Paid: false, Cancelled: false, Delivered: false, Expired: false, Shipments.IsEmpty: true } && PaymentDueAt <= dueAt;

    public OrderState Renew(OrderReservationRenewed e) => this with
    {
        Expired = false,
        Lines = [.. Lines.Select(l => l with { Reserved = e.Lines.FirstOrDefault(r => r.LineId == l.LineId)?.Reserved ?? l.Reserved })],
    };

    public OrderState Update(OrderUpdated e) => Seen(e.OccurredAt) with { Paid = Paid || e.Status == "paid" };

    /// <summary>What a reduction says beyond what is known, or null for nothing.</summary>
    public OrderReduced? New(OrderReduced e)
    {
        var lines = e.Lines.Where(l => l.Cancelled > (Reductions.Find(r => (r.LineId, r.Sku) == (l.LineId, l.Sku))?.Cancelled ?? 0)).ToList();
        var refunded = e.Refunded is { AmountMinor: > 0 } money && (Refunded is null || (Refunded.Currency == money.Currency && money.AmountMinor > Refunded.AmountMinor)) ? money : null;
        return lines.Count == 0 && refunded is null ? null : e with { Lines = lines, Refunded = refunded };
    }

    public OrderState Reduce(OrderReduced e) => (Seen(e.OccurredAt) with
    {
        Refunded = e.Refunded ?? Refunded,
        ReducedAt = e.Lines.Count == 0 ? ReducedAt : e.OccurredAt,
        Reductions = [.. Reductions.Where(r => !e.Lines.Any(l => (l.LineId, l.Sku) == (r.LineId, r.Sku))), .. e.Lines],
    }).Cancel();

    /// <summary>Lines with the totals known of them; none holds more than it may still ship.</summary>
    private OrderState Cancel() => Reductions.IsEmpty || !Created ? this : Reductions.Aggregate(this, (order, reduced) =>
    {
        var line = order.Lines.Find(l => l.LineId == reduced.LineId) ?? (reduced.LineId is null ? order.Lines.Find(l => l.Sku == reduced.Sku) : null);
        if (line is null) return order;
        var after = line with { Cancelled = Math.Min(reduced.Cancelled, line.Quantity), CancelledAt = ReducedAt };
        return order with { Lines = order.Lines.Replace(line, after with { Reserved = Math.Min(after.Reserved, after.Kept) }) };
    });

    public OrderState Ship(OrderShipped e) => Seen(e.OccurredAt).Count(e) with { Shipments = Shipments.Add(e) };

    /// <summary>Which units of which lines a shipment carries, as far as the lines are known.</summary>
    public IEnumerable<(OrderLineState Line, long Quantity)> Carries(OrderShipped shipment)
    {
        if (shipment.Lines is null) return Lines.Where(l => l.Open > 0).Select(l => (l, l.Open));
        return from s in shipment.Lines
               let line = Lines.Find(l => l.LineId == s.LineId) ?? Lines.Find(l => l.Sku == s.Sku)
               where line is not null
               select (line, Math.Min(s.Quantity, line.Quantity - line.Shipped));
    }

    private OrderState Count(OrderShipped shipment)
    {
        var order = Created || shipment.Lines is null ? this : this with
        {
            Lines = [.. Lines, .. shipment.Lines.Select(s => new OrderLineState(s.LineId, s.Sku, s.ListingId, s.Title, s.Quantity, 0, 0, null))],
        };
        foreach (var (line, quantity) in order.Carries(shipment).ToList())
            order = order with { Lines = order.Lines.Replace(order.Lines.Find(l => l.LineId == line.LineId)!, line with { Shipped = line.Shipped + quantity }) };
        return order;
    }
}

/// <summary>One line; quantities in units.</summary>
internal sealed record OrderLineState(string LineId, string Sku, string? ListingId, string? Title, long Quantity, long Reserved, long Shipped, Contracts.Money? UnitPrice, IReadOnlyList<BundleComponent>? Parts = null)
{
    /// <summary>Units cancelled in all, before or after they shipped.</summary>
    public long Cancelled { get; init; }

    /// <summary>When units of it were last cancelled.</summary>
    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>Units that are still to ship.</summary>
    [JsonIgnore] public long Open => Math.Max(0, Quantity - Shipped - Cancelled);

    /// <summary>Units that shipped or still may.</summary>
    [JsonIgnore] public long Kept => Shipped + Open;

    /// <summary>Cancelled units that had shipped.</summary>
    [JsonIgnore] public long Returned => Math.Max(0, Shipped + Cancelled - Quantity);

    /// <summary>Whose stock the line takes, and how many units of it for one of the line.</summary>
    public IEnumerable<BundleComponent> Takes() => Parts ?? [new(Sku, 1)];
}
