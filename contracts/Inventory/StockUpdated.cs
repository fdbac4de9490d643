namespace CreatorFlow.Contracts.Inventory;

/// <summary><c>inventory.stock_updated</c>: on hand at a location was counted, reported or changed, or was seen to be as expected.</summary>
public sealed record StockUpdated : StockEvent
{
    public required string Location { get; init; }

    /// <summary>What it did: <c>set</c>, <c>difference</c>, <c>baseline</c> (a channel's first report), <c>echo</c> (as expected),
    /// <c>superseded</c> (older than the winning set), <c>untracked</c> (the channel does not track the listing).</summary>
    public required string Effect { get; init; }

    /// <summary>Units set on hand (<c>set</c>, <c>baseline</c>, <c>superseded</c>), else 0.</summary>
    public long Set { get; init; }

    /// <summary>Units by which on hand changed from its value before this event, whatever the effect.</summary>
    public long Delta { get; init; }

    /// <summary>Units on hand at the location after this event.</summary>
    public required long OnHand { get; init; }

    /// <summary>The available quantity the channel reported, when it was a report.</summary>
    public long? Reported { get; init; }

    /// <summary>Units the channel was expected to report, when it was a report with a past.</summary>
    public long? Expected { get; init; }

    public string? ConnectionId { get; init; }
    public string? ListingId { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The order whose sale this undoes because a report had counted it already; else null.</summary>
    public string? UndoneForOrder { get; init; }

    public string? Reason { get; init; }
}
