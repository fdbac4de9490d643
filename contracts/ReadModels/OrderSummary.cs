namespace CreatorFlow.Contracts.ReadModels;

/// <summary>One order as the API shows it: the document <c>mt_doc_ordersummary</c>.</summary>
public sealed record OrderSummary
{
    /// <summary><c>{platform}-{platformOrderId}</c>.</summary>
    public required string Id { get; init; }
    public required string Platform { get; init; }
    public required string PlatformOrderId { get; init; }
    public required string ConnectionId { get; init; }
    public string? Name { get; init; }

    /// <summary><c>created, paid, partially_shipped, shipped, delivered, cancelled</c>.</summary>
    public required string Status { get; init; }
    public bool Oversold { get; init; }

    /// <summary>Until when an unpaid order keeps what is reserved for it; null when nothing expires.</summary>
    public DateTimeOffset? ReservedUntil { get; init; }

    /// <summary>All that was refunded so far; null for nothing.</summary>
    public Money? Refunded { get; init; }

    /// <summary>True while a later event came before <c>order.created</c>.</summary>
    public bool Incomplete { get; init; }
    public required IReadOnlyList<OrderLine> Lines { get; init; }
    public IReadOnlyList<OrderShipment> Shipments { get; init; } = [];
    public DateTimeOffset? PlacedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required long Version { get; init; }
}

/// <summary>One line; quantities in units.</summary>
public sealed record OrderLine
{
    public required string LineId { get; init; }
    public required string Sku { get; init; }
    public string? ListingId { get; init; }
    public string? Title { get; init; }
    public required long Quantity { get; init; }
    public required long Reserved { get; init; }
    public required long Shipped { get; init; }

    /// <summary>Cancelled before they shipped.</summary>
    public long Cancelled { get; init; }

    /// <summary>Cancelled or refunded after they had shipped.</summary>
    public long Returned { get; init; }
    public Money? UnitPrice { get; init; }
}

/// <summary>One shipment.</summary>
public sealed record OrderShipment(string ShipmentId, string TrackingNumber, string? Carrier, DateTimeOffset OccurredAt);
