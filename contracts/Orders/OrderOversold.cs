namespace CreatorFlow.Contracts.Orders;

/// <summary><c>order.oversold</c>: a line could not be reserved whole; somebody has to act.</summary>
public sealed record OrderOversold : OrderEvent
{
    public required string LineId { get; init; }
    public required string Sku { get; init; }

    /// <summary>Units that could not be reserved.</summary>
    public required long Missing { get; init; }

    /// <summary><c>cancel</c>, <c>source_elsewhere</c> or <c>backorder</c>.</summary>
    public required string Suggestion { get; init; }
}
