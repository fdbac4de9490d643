namespace CreatorFlow.Contracts.Channels;

/// <summary>Somebody counted: on hand is <see cref="Quantity"/> units at a location.</summary>
public sealed record StockSet : ChannelEvent
{
    public required string Sku { get; init; }
    public string? Location { get; init; }
    public required long Quantity { get; init; }
    public string? Reason { get; init; }

    /// <summary>The moment whose stock the person had before them; null for the current one. What others said since is concurrent.</summary>
    public DateTimeOffset? SeenAt { get; init; }
}
