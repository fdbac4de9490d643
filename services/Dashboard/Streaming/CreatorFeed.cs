using System.Collections.Immutable;
using System.Diagnostics;
using System.Threading.Channels;
using CreatorFlow.Dashboard.Changes;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Telemetry;

namespace CreatorFlow.Dashboard.Streaming;

/// <summary>Follows one creator's feed for all of its streams in this process: one read for each wake-up, however many they are. Thread-safe.</summary>
internal sealed partial class CreatorFeed(ChangeReader reader, Signals signals, TimeProvider clock, string creator, long position, ILogger logger)
{
    private const int PageSize = 200;

    // Under load changes gather this long for the next read, which then costs one for all of them.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan AfterError = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private ImmutableArray<FeedSubscription> subscriptions = [];
    private long position = position;
    private long head = position;
    private long behindSince;

    public string Creator { get; } = creator;

    /// <summary>Up to where changes were handed out.</summary>
    public long Position => Interlocked.Read(ref position);

    public ImmutableArray<FeedSubscription> Subscriptions => subscriptions;

    /// <summary>How long there have been changes that were not handed out yet.</summary>
    public TimeSpan Lag => Interlocked.Read(ref behindSince) is var since and > 0 ? clock.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>The feed is known to have reached a position.</summary>
    public void Reached(long head)
    {
        if (head <= Position) return;
        Interlocked.Exchange(ref this.head, head);
        Interlocked.CompareExchange(ref behindSince, clock.GetTimestamp(), 0);
        wakes.Writer.TryWrite(true);
    }

    public void Add(FeedSubscription subscription) => ImmutableInterlocked.Update(ref subscriptions, all => all.Add(subscription));

    /// <returns>True when nobody is left.</returns>
    public bool Remove(FeedSubscription subscription)
    {
        ImmutableInterlocked.Update(ref subscriptions, all => all.Remove(subscription));
        return subscriptions.IsEmpty;
    }

    public void End(StreamEnd why)
    {
        wakes.Writer.TryComplete();
        foreach (var subscription in subscriptions) subscription.End(why);
    }

    /// <summary>Runs until <see cref="End"/>.</summary>
    public async Task FollowAsync()
    {
        await foreach (var _ in wakes.Reader.ReadAllAsync())
        {
            await DeliverAsync();
            if (Position >= Interlocked.Read(ref head)) Interlocked.Exchange(ref behindSince, 0);
            await Task.Delay(Pace);
        }
    }

    private async Task DeliverAsync()
    {
        try
        {
            while (await reader.ReadForStreamAsync(Creator, Position, PageSize, CancellationToken.None) is { Changes.Count: > 0 } page)
            {
                var batch = new FeedBatch(Position, page.Cursor, page.Changes);
                // First the position, then the batch: who finds its queue full and the position moved reads by itself.
                Interlocked.Exchange(ref position, page.Cursor);
                foreach (var subscription in subscriptions) subscription.Offer(batch);
                Trace(page);
                if (!page.HasMore) return;
            }
        }
        catch (Exception e) when (DatabaseOutage.Is(e))
        {
            NotRead(logger, Creator, e.GetType().Name);
            await Task.Delay(AfterError);
            wakes.Writer.TryWrite(true);
        }
    }

    /// <summary>From the commit to the streams.</summary>
    private void Trace(ChangePage page)
    {
        foreach (var change in page.Changes)
        {
            if (change.TraceParent is not { } parent) continue;
            using var span = signals.Activities.StartActivity("feed", ActivityKind.Producer, parent, startTime: change.RecordedAt);
            span?.SetTag(StoredSpan.Creator, Creator).SetTag("creatorflow.topic", change.Topic).SetTag("creatorflow.streams", subscriptions.Length);
        }
    }

    [LoggerMessage(4102, LogLevel.Warning, "The feed of {Creator} could not be read ({Error}); trying again")]
    private static partial void NotRead(ILogger logger, string creator, string error);
}
