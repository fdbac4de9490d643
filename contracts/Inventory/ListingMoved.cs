namespace CreatorFlow.Contracts.Inventory;

/// <summary><c>listing.moved</c>: a listing left this SKU for another; the stream stays readable.</summary>
public sealed record ListingMoved : StockEvent
{
    public required string ConnectionId { get; init; }
    public required string ListingId { get; init; }
    public required string ToSku { get; init; }
}
