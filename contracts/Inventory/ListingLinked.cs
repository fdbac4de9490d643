namespace CreatorFlow.Contracts.Inventory;

/// <summary><c>listing.linked</c>: a channel's listing shows this SKU's stock.</summary>
public sealed record ListingLinked : StockEvent
{
    public required string Platform { get; init; }
    public required string ConnectionId { get; init; }
    public required string ListingId { get; init; }
    public IReadOnlyList<string> Aliases { get; init; } = [];
    public string? Title { get; init; }

    /// <summary>True for a listing kept under a SKU of its own until somebody links it.</summary>
    public bool Unlinked { get; init; }

    /// <summary>True when a person decided it: no product event links it otherwise. Null for what linked itself.</summary>
    public bool? Decided { get; init; }
}
