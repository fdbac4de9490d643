namespace CreatorFlow.Contracts.Channels;

/// <summary>A channel answered a push of ours, or was given up on.</summary>
public sealed record PushAnswered : ChannelEvent
{
    public required string Sku { get; init; }
    public required string RunId { get; init; }
    public required string ConnectionId { get; init; }
    public required string ListingId { get; init; }

    /// <summary>The channel's own name of the location; empty for a channel that has none.</summary>
    public required string ChannelLocation { get; init; }
    public required long Quantity { get; init; }
    public required int Attempts { get; init; }

    /// <summary>Milliseconds from the decision to the answer.</summary>
    public required long LatencyMs { get; init; }

    /// <summary>Null when the channel took it; else why not, a stable code.</summary>
    public string? FailureCode { get; init; }
}
