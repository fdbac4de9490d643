namespace CreatorFlow.Contracts.Orders;

/// <summary><c>order.shipped</c>: one shipment with the lines it carried.</summary>
public sealed record OrderShipped : OrderEvent
{
    public required string Platform { get; init; }
    public required string PlatformOrderId { get; init; }
    public required string ConnectionId { get; init; }
    public required string ShipmentId { get; init; }
    public required string TrackingNumber { get; init; }
    public string? Carrier { get; init; }

    /// <summary>Null means everything not shipped yet.</summary>
    public IReadOnlyList<ShippedLine>? Lines { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}

/// <summary>Units of one line in a shipment.</summary>
public sealed record ShippedLine
{
    public required string LineId { get; init; }
    public required string Sku { get; init; }
    public string? ListingId { get; init; }
    public string? Title { get; init; }
    public required long Quantity { get; init; }
}
