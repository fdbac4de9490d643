namespace CreatorFlow.Contracts.Channels;

/// <summary>Units of an order's lines were cancelled or refunded, as totals so far.</summary>
public sealed record OrderLinesCancelled : ChannelEvent
{
    public required string OrderId { get; init; }
    public required IReadOnlyList<CancelledLine> Lines { get; init; }

    /// <summary>All that was refunded so far; null when the platform does not say.</summary>
    public Money? Refunded { get; init; }
}

/// <summary>Units of one line cancelled so far. The line is found by id, else by SKU.</summary>
public sealed record CancelledLine
{
    public string? LineId { get; init; }
    public string? Sku { get; init; }
    public required long Cancelled { get; init; }
}
