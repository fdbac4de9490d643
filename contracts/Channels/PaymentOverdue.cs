namespace CreatorFlow.Contracts.Channels;

/// <summary>An order's time to be paid is over. Projection sends it to itself; the order decides whether it still matters.</summary>
public sealed record PaymentOverdue : ChannelEvent
{
    public required string OrderId { get; init; }
}
