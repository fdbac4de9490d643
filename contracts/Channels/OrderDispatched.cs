namespace CreatorFlow.Contracts.Channels;

/// <summary>A shipment left. Without a tracking number it is refused as <c>order.tracking_missing</c>.</summary>
public sealed record OrderDispatched : ChannelEvent
{
    public required string OrderId { get; init; }

    /// <summary>The platform's shipment id: one shipment counts once, whatever says it.</summary>
    public required string ShipmentId { get; init; }

    public string? TrackingNumber { get; init; }
    public string? Carrier { get; init; }

    /// <summary>What was in it; null means everything not shipped yet.</summary>
    public IReadOnlyList<DispatchedLine>? Lines { get; init; }
}

/// <summary>Units of one line in a shipment. The line is found by id, else by SKU.</summary>
public sealed record DispatchedLine
{
    public string? LineId { get; init; }
    public string? Sku { get; init; }
    public string? ListingId { get; init; }
    public string? Title { get; init; }
    public required long Quantity { get; init; }
}
