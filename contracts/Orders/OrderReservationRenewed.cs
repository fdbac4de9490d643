namespace CreatorFlow.Contracts.Orders;

/// <summary><c>order.reservation_renewed</c>: the order was paid or shipped after its reservation had expired, and was reserved again.</summary>
public sealed record OrderReservationRenewed : OrderEvent
{
    public required IReadOnlyList<RenewedLine> Lines { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}

/// <summary>Units of one line that could be reserved again.</summary>
public sealed record RenewedLine(string LineId, long Reserved);
