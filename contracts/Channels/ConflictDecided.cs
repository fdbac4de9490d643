namespace CreatorFlow.Contracts.Channels;

/// <summary>A person looked at a conflict and says which candidate is to stand.</summary>
public sealed record ConflictDecided : ChannelEvent
{
    public required string Sku { get; init; }
    public required string ConflictId { get; init; }

    /// <summary>The candidate's key: the winner's to confirm it, another's to override.</summary>
    public required string Candidate { get; init; }
    public string? Reason { get; init; }
}
