namespace CreatorFlow.Contracts.Channels;

/// <summary>An order was cancelled; what was reserved is free again.</summary>
public sealed record OrderCalledOff : ChannelEvent
{
    public required string OrderId { get; init; }
    public string? Reason { get; init; }
}
