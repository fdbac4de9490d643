namespace CreatorFlow.Contracts.Channels;

/// <summary>Somebody took a listing off its SKU: from now on it stands under its own, until somebody links it again.</summary>
public sealed record ListingReleased : ChannelEvent
{
    public required string Platform { get; init; }
    public required string ConnectionId { get; init; }
    public required string ListingId { get; init; }
}
