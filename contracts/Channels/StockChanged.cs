namespace CreatorFlow.Contracts.Channels;

/// <summary>On hand changed by a difference. Differences commute and always merge.</summary>
public sealed record StockChanged : ChannelEvent
{
    public required string Sku { get; init; }
    public string? Location { get; init; }

    /// <summary>Units, positive or negative, never zero.</summary>
    public required long Delta { get; init; }
    public string? Reason { get; init; }
}
