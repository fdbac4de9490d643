namespace CreatorFlow.Contracts.Orders;

/// <summary><c>order.reservation_expired</c>: it was not paid in time; what it had reserved is free in the same transaction.</summary>
public sealed record OrderReservationExpired : OrderEvent
{
    /// <summary>When the time was over.</summary>
    public required DateTimeOffset OccurredAt { get; init; }
}
