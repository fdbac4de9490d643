using System.Collections.Concurrent;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Channels;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Adapters.Meta;

/// <summary>A batch that Meta took and has not finished.</summary>
/// <param name="Handles">Where to ask.</param>
/// <param name="Wishes">The idempotency key of each listing's wish.</param>
/// <param name="SentAt">Timestamp of the clock.</param>
internal sealed record UnfinishedBatch(IReadOnlyList<string> Handles, IReadOnlyDictionary<string, Guid> Wishes, long SentAt);

/// <summary>
/// Batches outlive a push: Meta takes minutes, a claim one. Tried again, the same wish asks about its batch instead of
/// sending another, and a newer wish waits for the older one's end: Meta promises no order between two that are under way.
/// </summary>
/// <remarks>Thread-safe. In memory: another replica sends anew, the same quantity again or by then a newer one, beside the batch that it does not know of.</remarks>
internal sealed class UnfinishedBatches(IOptions<MetaOptions> options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string Connection, string Listing), UnfinishedBatch> all = new();

    public UnfinishedBatch? Of(Connection connection, string listingId)
    {
        if (!all.TryGetValue((connection.Id, listingId), out var batch)) return null;
        if (clock.GetElapsedTime(batch.SentAt) < TimeSpan.FromMilliseconds(options.Value.RememberMs)) return batch;
        Forget(connection, batch);
        return null;
    }

    public UnfinishedBatch Remember(Connection connection, IReadOnlyList<string> handles, IReadOnlyList<PushItem> items)
    {
        var wishes = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var item in items) wishes[item.ListingId] = item.IdempotencyKey;
        var batch = new UnfinishedBatch(handles, wishes, clock.GetTimestamp());
        foreach (var item in items) all[(connection.Id, item.ListingId)] = batch;
        return batch;
    }

    public void Forget(Connection connection, UnfinishedBatch batch)
    {
        foreach (var listing in batch.Wishes.Keys) all.TryRemove(new((connection.Id, listing), batch));
    }
}
