namespace CreatorFlow.Contracts.Inventory;

/// <summary><c>inventory.low_stock_alert</c>: available fell below the SKU's threshold. Raised once; armed again when stock recovers.</summary>
public sealed record LowStockAlerted : StockEvent
{
    /// <summary>Units available now.</summary>
    public required long Available { get; init; }

    /// <summary>The threshold, in units.</summary>
    public required long Threshold { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}
