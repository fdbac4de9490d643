namespace CreatorFlow.Contracts.Channels;

/// <summary>The customer has the goods.</summary>
public sealed record OrderArrived : ChannelEvent
{
    public required string OrderId { get; init; }
}
