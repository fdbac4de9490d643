namespace CreatorFlow.Contracts.Channels;

/// <summary>Somebody counted: on hand is <see cref="Quantity"/> units at a location.</summary>
public sealed record StockSet : ChannelEvent
{
    public required string Sku { get; init; }
    public string? Location { get; init; }
    public required long Quantity { get; init; }
    public string? Reason { get; init; }
}
