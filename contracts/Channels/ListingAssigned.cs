namespace CreatorFlow.Contracts.Channels;

/// <summary>Somebody linked a listing of a connection to a SKU (<c>listing.linked</c> of the standard source).</summary>
public sealed record ListingAssigned : ChannelEvent
{
    public required string Platform { get; init; }
    public required string ConnectionId { get; init; }
    public required string ListingId { get; init; }
    public required string Sku { get; init; }
}
