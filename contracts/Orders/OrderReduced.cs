namespace CreatorFlow.Contracts.Orders;

/// <summary><c>order.reduced</c>: units of lines were cancelled or refunded. Totals so far, never differences, so that it counts once however often it is said.</summary>
public sealed record OrderReduced : OrderEvent
{
    public required string Platform { get; init; }
    public required string PlatformOrderId { get; init; }
    public required string ConnectionId { get; init; }

    /// <summary>The lines whose total grew.</summary>
    public required IReadOnlyList<ReducedLine> Lines { get; init; }

    /// <summary>All that was refunded so far; null when it did not grow.</summary>
    public Money? Refunded { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}

/// <summary>Units of one line cancelled so far. Those not shipped are free in the same transaction; those shipped are a return, which moves no stock by itself.</summary>
/// <param name="LineId">The line, or null when the platform named its SKU alone.</param>
/// <param name="Sku">The SKU, where the line is found by it.</param>
/// <param name="Cancelled">Units in all.</param>
public sealed record ReducedLine(string? LineId, string? Sku, long Cancelled);
