namespace CreatorFlow.Contracts.Inventory;

/// <summary><c>inventory.stock_updated</c>: on hand at a location was counted, reported or changed, or was seen to be as expected.</summary>
public sealed record StockUpdated : StockEvent
{
    public required string Location { get; init; }

    /// <summary>What it did: <c>set</c>, <c>difference</c>, <c>baseline</c> (a channel's first report), <c>echo</c> (as expected),
    /// <c>superseded</c> (older than the winning set or report), <c>mismatch</c> (a first report where another source had counted
    /// already: remembered, not counted twice), <c>undone</c> (a reduction that an order now explains), <c>untracked</c> (the
    /// channel does not track the listing), <c>late</c> (a report from before the channel's last one), <c>restored</c> (a set gave
    /// way to a reservation made at the same time), <c>reverted</c> (a person undid the update that <see cref="Undoes"/> names),
    /// <c>confirmed</c> (a channel shows what we told it), <c>pushed</c> (a report had been compared without a push of ours: that
    /// part is taken back), <c>followed</c> (a shipped sale was made from another location
    /// than guessed: it moves there), <c>moved</c> (what a channel showed came along with its listing; on hand stayed).</summary>
    public required string Effect { get; init; }

    /// <summary>What was asked for, in units: the quantity set, or the difference; for a report what it showed beyond what was expected.</summary>
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

    /// <summary>The channel's own name of the location, when it was a report; empty for a channel that has none.</summary>
    public string? ChannelLocation { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Of a set that was made on an older version: when that was the current one; else null.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>The order whose sale this undoes because a report had counted it already; else null.</summary>
    public string? UndoneForOrder { get; init; }

    /// <summary>When that order was placed; else null.</summary>
    public DateTimeOffset? PlacedAt { get; init; }

    /// <summary>The id of the stored event that this one undoes; else null.</summary>
    public string? Undoes { get; init; }

    /// <summary>The <see cref="Key"/> of the update that is undone or corrected; else null.</summary>
    public string? UndoneKey { get; init; }

    /// <summary>When that update happened; else null.</summary>
    public DateTimeOffset? UndoneAt { get; init; }

    public string? Reason { get; init; }

    /// <summary>The platform that said it, or <c>manual</c>.</summary>
    public string? Source { get; init; }

    /// <summary>The connection that said it; null for a person. A channel's report names it in <see cref="ConnectionId"/> too.</summary>
    public string? SaidBy { get; init; }

    /// <summary>Names the update for good: the delivery's idempotency key and the update's place within it.</summary>
    public string? Key { get; init; }
}
