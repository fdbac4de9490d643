namespace CreatorFlow.Contracts.Channels;

/// <summary>A person wants a push that was given up tried again, with what is available by now.</summary>
public sealed record PushRetried : ChannelEvent
{
    public required string Sku { get; init; }
    public required string ConnectionId { get; init; }
    public required string ListingId { get; init; }
}
