using CreatorFlow.Contracts.Deliveries;

namespace CreatorFlow.Ingest.Publishing;

/// <summary>
/// Where one partition's batches go: to the broker, or to the spool while the broker is away or the spool still holds
/// older deliveries of this partition, from whichever replica.
/// </summary>
/// <remarks>Called by one line, one batch at a time. Only <see cref="MarkSpooled"/> and <see cref="MarkEmptyAtStart"/> may be called
/// from elsewhere: that the spool is empty is found out here alone, between two batches.</remarks>
internal sealed class PartitionRoute(PartitionOutlets outlets, BrokerState broker, TimeProvider clock)
{
    // The drainer needs a moment without newer rows to reach the end; longer than this the senders should not wait for it.
    private static readonly TimeSpan HandOver = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private const int Unknown = 0, Empty = 1, Spooled = 2;
    private int spool = Unknown;

    /// <summary>Somebody saw rows of this partition in the spool.</summary>
    public void MarkSpooled() => Volatile.Write(ref spool, Spooled);

    /// <summary>The spool was seen empty when the process started; void once a batch was routed.</summary>
    public void MarkEmptyAtStart() => Interlocked.CompareExchange(ref spool, Empty, Unknown);

    public async Task<PublishOutcome> SendAsync(IReadOnlyList<Delivery> batch, CancellationToken stopping)
    {
        if (await MayPublishAsync(stopping) && await outlets.PublishAsync(batch, stopping)) return PublishOutcome.Published;
        // What neither took was acknowledged to nobody: it holds nothing up.
        if (!await outlets.SpoolAsync(batch, stopping)) return PublishOutcome.Unavailable;
        MarkSpooled();
        return PublishOutcome.Spooled;
    }

    private async Task<bool> MayPublishAsync(CancellationToken stopping)
    {
        if (broker.IsDown) return false;
        if (Volatile.Read(ref spool) == Empty) return true;
        if (!await SeenEmptyAsync(stopping)) return false;
        Volatile.Write(ref spool, Empty);
        return true;
    }

    private async Task<bool> SeenEmptyAsync(CancellationToken stopping)
    {
        var since = clock.GetTimestamp();
        while (true)
        {
            var empty = await outlets.IsSpoolEmptyAsync(stopping);
            if (empty is true) return true;
            if (empty is null || broker.IsDown || clock.GetElapsedTime(since) >= HandOver) return false;
            await Task.Delay(Look, clock, stopping);
        }
    }
}

/// <summary>What a partition's route can do, each in a bounded time.</summary>
/// <param name="PublishAsync">False when it was not confirmed.</param>
/// <param name="SpoolAsync">False when it was not committed.</param>
/// <param name="IsSpoolEmptyAsync">Null when the spool cannot be asked.</param>
internal sealed record PartitionOutlets(
    Func<IReadOnlyList<Delivery>, CancellationToken, Task<bool>> PublishAsync,
    Func<IReadOnlyList<Delivery>, CancellationToken, Task<bool>> SpoolAsync,
    Func<CancellationToken, Task<bool?>> IsSpoolEmptyAsync);
