namespace CreatorFlow.Contracts.Work;

/// <summary>Work for Adapters: read an order from its platform, because the webhook carried no lines.</summary>
public sealed record FetchOrder
{
    public required string CreatorId { get; init; }
    public required string ConnectionId { get; init; }
    public required string Platform { get; init; }
    public required string PlatformOrderId { get; init; }

    /// <summary>The delivery that asked for it.</summary>
    public required string CausationId { get; init; }
    public string? TraceParent { get; init; }
}
