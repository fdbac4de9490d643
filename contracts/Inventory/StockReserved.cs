namespace CreatorFlow.Contracts.Inventory;

/// <summary><c>inventory.reserved</c>: units promised to an order's line at a location.</summary>
public sealed record StockReserved : StockEvent
{
    public required string OrderId { get; init; }
    public required string LineId { get; init; }
    public required string Location { get; init; }

    /// <summary>Units reserved, at least 1.</summary>
    public required long Quantity { get; init; }

    public required string ConnectionId { get; init; }

    /// <summary>The channel's listing that sold it, as its order named it; null where the order named none.</summary>
    public string? ListingId { get; init; }

    public required DateTimeOffset PlacedAt { get; init; }
}
