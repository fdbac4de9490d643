namespace CreatorFlow.Contracts.Orders;

/// <summary><c>order.delivered</c>: the customer has it.</summary>
public sealed record OrderDelivered : OrderEvent
{
    public required string Platform { get; init; }
    public required string PlatformOrderId { get; init; }
    public required string ConnectionId { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}
