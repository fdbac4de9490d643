namespace CreatorFlow.Contracts.Orders;

/// <summary><c>order.cancelled</c>: before delivery; what was reserved is released in the same transaction.</summary>
public sealed record OrderCancelled : OrderEvent
{
    public required string Platform { get; init; }
    public required string PlatformOrderId { get; init; }
    public required string ConnectionId { get; init; }
    public string? Reason { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}
