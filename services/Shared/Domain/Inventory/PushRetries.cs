using CreatorFlow.Contracts.Inventory;

namespace CreatorFlow.Domain.Inventory;

/// <summary>A push that was given up is not asked for again by itself; a person asks for it.</summary>
internal static class PushRetries
{
    /// <exception cref="RefusedException">The SKU has no such listing, or none of its pushes was given up.</exception>
    public static IReadOnlyList<StockEvent> Retry(RetryPush c, StockState stock)
    {
        var listing = stock.Channel(c.ConnectionId, c.ListingId) ?? throw new RefusedException("listing.unknown");
        var targets = StockPushes.Due(listing, stock).Where(t => listing.Pushes.GetValueOrDefault(t.ChannelLocation) is { IsEmpty: false } open && open[^1].Failed).ToList();
        if (targets.Count == 0) throw new RefusedException("push.not_failed");
        return [new SyncStarted { RunId = c.Origin.Key, Targets = targets, Critical = true, OccurredAt = c.DecidedAt }];
    }
}
