namespace CreatorFlow.Contracts.Channels;

/// <summary>A customer ordered.</summary>
public sealed record OrderPlaced : ChannelEvent
{
    /// <summary>The platform's order id, as text.</summary>
    public required string OrderId { get; init; }

    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>What the seller calls it, e.g. <c>#1001</c>.</summary>
    public string? Name { get; init; }

    /// <summary>The platform says that the payment is open: what is reserved for it expires unless it is paid.</summary>
    public bool PaymentOpen { get; init; }

    public required IReadOnlyList<PlacedLine> Lines { get; init; }
}

/// <summary>One line of an order as placed.</summary>
public sealed record PlacedLine
{
    /// <summary>Unique within the order; the platform's line id, or the line's number where there is none.</summary>
    public required string LineId { get; init; }

    /// <summary>The seller's SKU where the platform sends it.</summary>
    public string? Sku { get; init; }

    /// <summary>The listing, by any of its ids.</summary>
    public string? ListingId { get; init; }

    public string? Title { get; init; }

    /// <summary>Units, at least 1.</summary>
    public required long Quantity { get; init; }

    public Money? UnitPrice { get; init; }
}
