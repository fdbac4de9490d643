using CreatorFlow.Contracts.Deliveries;

namespace CreatorFlow.Ingest.Publishing;

/// <summary>
/// Where one partition's batches go: to the broker, or to the spool while the broker is away, or does not take this partition's, or the spool still
/// holds older deliveries of this partition, from whichever replica.
/// </summary>
/// <remarks>
/// <para>Called by one line, one batch at a time. Only <see cref="MarkSpooled"/>, <see cref="MarkEmpty"/> and <see cref="MarkUnseen"/> may be called
/// from elsewhere: that the spool is empty again is found out here alone, between two batches.</para>
/// <para>Order holds across replicas: what goes to the spool is acknowledged only after <see cref="Heard"/>, and nobody publishes who looked at the
/// spool longer than that ago. What is sent after an acknowledgement therefore follows it into the spool, whichever replica takes it. This is so for
/// every batch: a replica whose broker is well may empty the spool between any two, and has then seen it empty.</para>
/// </remarks>
internal sealed class PartitionRoute(int partition, PartitionOutlets outlets, BrokerState broker, TimeProvider clock)
{
    // The drainer needs a moment without newer rows to reach the end; longer than this the senders should not wait for it.
    private static readonly TimeSpan HandOver = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <summary>After this long every replica knows what was spooled.</summary>
    public static readonly TimeSpan Heard = TimeSpan.FromMilliseconds(500);

    // Timers may be early by their grain, so a look counts for less long than others wait for it.
    private static readonly TimeSpan Fresh = Heard - TimeSpan.FromMilliseconds(50);

    private const int Unknown = 0, Empty = 1, Spooled = 2;
    private int spool = Unknown;
    private long looked;

    /// <summary>Somebody saw rows of this partition in the spool.</summary>
    public void MarkSpooled() => Volatile.Write(ref spool, Spooled);

    /// <summary>A look that began then saw nothing of this partition in the spool; void where a batch was spooled since.</summary>
    /// <param name="began">The clock's timestamp.</param>
    public void MarkEmpty(long began)
    {
        Volatile.Write(ref looked, began);
        Interlocked.CompareExchange(ref spool, Empty, Unknown);
    }

    /// <summary>The database did not answer: nobody spools there either.</summary>
    /// <param name="began">The clock's timestamp.</param>
    public void MarkUnseen(long began) => Volatile.Write(ref looked, began);

    /// <returns>Once the next batch may follow: what to tell the senders, as soon as they may be told.</returns>
    public async Task<Task<PublishOutcome>> SendAsync(IReadOnlyList<Delivery> batch, CancellationToken stopping)
    {
        if (await MayPublishAsync(stopping) && await outlets.PublishAsync(batch, stopping)) return Task.FromResult(PublishOutcome.Published);
        // What neither took was acknowledged to nobody: it holds nothing up.
        if (!await outlets.SpoolAsync(batch, stopping)) return Task.FromResult(PublishOutcome.Unavailable);
        MarkSpooled();
        return SpooledAsync(stopping);
    }

    /// <summary>With a database that went away meanwhile, others could not look and may publish: then nothing is promised, and what is spooled is a duplicate of what comes again.</summary>
    private async Task<PublishOutcome> SpooledAsync(CancellationToken stopping)
    {
        await Task.Delay(Heard, clock, stopping);
        return await outlets.IsSpoolEmptyAsync(stopping) is null ? PublishOutcome.Unavailable : PublishOutcome.Spooled;
    }

    private async Task<bool> MayPublishAsync(CancellationToken stopping)
    {
        if (broker.IsDownFor(partition)) return false;
        var wasEmpty = Volatile.Read(ref spool) == Empty;
        if (wasEmpty && clock.GetElapsedTime(Volatile.Read(ref looked)) < Fresh) return true;
        if (await SeenEmptyAsync(stopping) is not { } empty) return wasEmpty;
        if (empty) Volatile.Write(ref spool, Empty);
        return empty;
    }

    /// <returns>Null when the spool cannot be asked.</returns>
    private async Task<bool?> SeenEmptyAsync(CancellationToken stopping)
    {
        var since = clock.GetTimestamp();
        while (true)
        {
            var empty = await outlets.IsSpoolEmptyAsync(stopping);
            if (empty is not false) return empty;
            if (broker.IsDownFor(partition) || clock.GetElapsedTime(since) >= HandOver) return false;
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
