using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Channels;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Adapters.Meta;

/// <summary>Asks about a batch with growing waits until it is finished or the push's patience ends.</summary>
internal sealed class BatchWatch(CatalogueClient catalogue, UnfinishedBatches unfinished, IOptions<MetaOptions> options, TimeProvider clock)
{
    private static readonly PushResult Unfinished = new PushResult.Unavailable("meta.batch_unfinished");

    /// <summary>What became of a listing of the batch.</summary>
    /// <param name="connection">Whose.</param>
    /// <param name="account">Of it.</param>
    /// <param name="batch">Forgotten once it is finished or cannot be asked about.</param>
    /// <param name="since">When the push began.</param>
    /// <param name="cancellation">Ends it; the batch stays remembered.</param>
    public async Task<Func<string, PushResult>> WatchAsync(Connection connection, MetaAccount account, UnfinishedBatch batch, long since, CancellationToken cancellation)
    {
        var ends = new List<BatchStatus>();
        foreach (var handle in batch.Handles)
        {
            var (status, failure) = await WatchAsync(account, handle, since, cancellation);
            if (failure is PushResult.Refused) unfinished.Forget(connection, batch);
            if (failure is not null) return _ => failure;
            ends.Add(status!);
        }
        unfinished.Forget(connection, batch);
        return listing => Of(ends, listing);
    }

    private async Task<(BatchStatus? Status, PushResult? Failure)> WatchAsync(MetaAccount account, string handle, long since, CancellationToken cancellation)
    {
        for (var wait = (double)options.Value.FirstLookMs; ; wait = Math.Min(options.Value.LongestLookMs, wait * 1.5))
        {
            if (clock.GetElapsedTime(since).TotalMilliseconds + wait > options.Value.PatienceMs) return (null, Unfinished);
            await Task.Delay(TimeSpan.FromMilliseconds(wait), clock, cancellation);
            switch (await catalogue.BatchStatusAsync(account, handle, cancellation))
            {
                case GraphAnswer.Success success when BatchStatus.Read(success.Body, handle) is { Finished: true } status: return (status, null);
                case GraphAnswer.Refused refused: return (null, new PushResult.Refused(refused.Code));
                case GraphAnswer.Unavailable { RetryAfter: not null } throttled: return (null, new PushResult.Unavailable(throttled.Code, throttled.RetryAfter));
            }
        }
    }

    private static PushResult Of(List<BatchStatus> ends, string listing)
    {
        if (ends.Exists(e => e.Invalid.Contains(listing))) return new PushResult.Refused("meta.item_invalid");
        return ends.Exists(e => e.Unnamed) ? new PushResult.Unavailable("meta.errors_unnamed") : new PushResult.Taken();
    }
}
