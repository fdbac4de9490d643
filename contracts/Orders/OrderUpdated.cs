namespace CreatorFlow.Contracts.Orders;

/// <summary><c>order.updated</c>: a change that is neither shipment, arrival nor cancellation; an older one is recorded and changes nothing.</summary>
public sealed record OrderUpdated : OrderEvent
{
    public required string Platform { get; init; }
    public required string PlatformOrderId { get; init; }
    public required string ConnectionId { get; init; }
    public string? Status { get; init; }
    public string? PlatformStatus { get; init; }

    /// <summary>True when it occurred before the newest one known.</summary>
    public bool Stale { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}
