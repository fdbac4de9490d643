namespace CreatorFlow.Contracts.Inventory;

/// <summary><c>sync.started</c>: these channels are to show another quantity of the SKU. One run for all that a change reaches.</summary>
public sealed record SyncStarted : StockEvent
{
    /// <summary>Names the run within the SKU.</summary>
    public required string RunId { get; init; }
    public required IReadOnlyList<SyncTarget> Targets { get; init; }

    /// <summary>True for what must not wait: nothing left, oversold, an order's effect.</summary>
    public bool Critical { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}

/// <summary>What one listing is to show at one of its channel's locations.</summary>
public sealed record SyncTarget
{
    public required string ConnectionId { get; init; }
    public required string ListingId { get; init; }

    /// <summary>The channel's own name of the location; empty for a channel that has none.</summary>
    public required string ChannelLocation { get; init; }

    /// <summary>Units, at least 0.</summary>
    public required long Quantity { get; init; }

    /// <summary>Units that the channel is expected to show before; null when nobody knows.</summary>
    public long? Expected { get; init; }
}

/// <summary><c>sync.sent</c>: the quantity is on its way to the channel; from here on the channel may show it.</summary>
public sealed record SyncSent : StockEvent
{
    public required string RunId { get; init; }
    public required string ConnectionId { get; init; }
    public required string ListingId { get; init; }
    public required string ChannelLocation { get; init; }
    public required long Quantity { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}

/// <summary><c>sync.completed</c>: a channel took the new quantity.</summary>
public sealed record SyncCompleted : StockEvent
{
    public required string RunId { get; init; }
    public required string ConnectionId { get; init; }
    public required string ListingId { get; init; }
    public required string ChannelLocation { get; init; }
    public required long Quantity { get; init; }

    /// <summary>Tries in all, at least 1.</summary>
    public required int Attempts { get; init; }

    /// <summary>Milliseconds from the decision to the channel's answer.</summary>
    public required long LatencyMs { get; init; }

    /// <summary>When the channel answered.</summary>
    public required DateTimeOffset OccurredAt { get; init; }
}

/// <summary><c>sync.failed</c>: a channel did not take the new quantity, and it is not tried again by itself.</summary>
public sealed record SyncFailed : StockEvent
{
    /// <summary>Code of a push whose channel showed something else than expected: it is told anew, from what it showed.</summary>
    public const string Stale = "push.stale";

    /// <summary>Code of a push for goods that the channel holds and counts itself: it is told nothing more until it reports the seller's own stock.</summary>
    public const string HeldByChannel = "amazon.fulfilled_by_amazon";

    public required string RunId { get; init; }
    public required string ConnectionId { get; init; }
    public required string ListingId { get; init; }
    public required string ChannelLocation { get; init; }
    public required long Quantity { get; init; }
    public required int Attempts { get; init; }

    /// <summary>Stable code, dotted, e.g. <c>shopify.user_error</c>; or <see cref="Stale"/> or <see cref="HeldByChannel"/>.</summary>
    public required string Code { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}
