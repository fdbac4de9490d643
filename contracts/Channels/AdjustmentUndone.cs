namespace CreatorFlow.Contracts.Channels;

/// <summary>A person takes an adjustment back. What the adjustment was is copied from the log, where it never changes.</summary>
public sealed record AdjustmentUndone : ChannelEvent
{
    public required string Sku { get; init; }

    /// <summary>The stored event's id.</summary>
    public required string EventId { get; init; }
    public required string Location { get; init; }

    /// <summary>The undone update's own key.</summary>
    public required string Key { get; init; }

    /// <summary>The undone update's effect, e.g. <c>set</c>.</summary>
    public required string Effect { get; init; }

    /// <summary>Units that take it back where it is older than the horizon.</summary>
    public required long Compensation { get; init; }

    /// <summary>When the undone update happened.</summary>
    public required DateTimeOffset AdjustedAt { get; init; }
    public string? Reason { get; init; }
}
