namespace CreatorFlow.Contracts.Inventory;

/// <summary><c>inventory.released</c>: a reservation, or what was left of it, is free again.</summary>
public sealed record StockReleased : StockEvent
{
    public required string OrderId { get; init; }
    public required string LineId { get; init; }
    public required string Location { get; init; }
    public required long Quantity { get; init; }
    public required string ConnectionId { get; init; }

    /// <summary>The channel's listing that sold it, as its order named it; null where the order named none.</summary>
    public string? ListingId { get; init; }

    public required string Reason { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The SKU that holds the reservation from now on, when it moved with its listing; else null.</summary>
    public string? ToSku { get; init; }
}
