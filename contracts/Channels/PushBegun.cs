namespace CreatorFlow.Contracts.Channels;

/// <summary>We are about to tell a channel a quantity: said before the call, so that its echo finds us prepared.</summary>
public sealed record PushBegun : ChannelEvent
{
    public required string Sku { get; init; }
    public required string RunId { get; init; }
    public required string ConnectionId { get; init; }
    public required string ListingId { get; init; }

    /// <summary>The channel's own name of the location; empty for a channel that has none.</summary>
    public required string ChannelLocation { get; init; }
}
