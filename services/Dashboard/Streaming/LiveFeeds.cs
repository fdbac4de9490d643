using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Changes;
using CreatorFlow.Hosting.Stopping;
using CreatorFlow.Hosting.Telemetry;

namespace CreatorFlow.Dashboard.Streaming;

/// <summary>The feeds that have streams in this process. Thread-safe.</summary>
internal sealed class LiveFeeds
{
    /// <summary>Into how many parts the streams' heartbeats are spread.</summary>
    public const int Slots = 15;

    private readonly Dictionary<string, CreatorFeed> feeds = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly ChangeReader reader;
    private readonly Signals signals;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private uint nextSlot;
    private bool closed;

    public LiveFeeds(ChangeReader reader, Draining draining, Signals signals, TimeProvider clock, ILogger<LiveFeeds> logger)
    {
        (this.reader, this.signals, this.clock, this.logger) = (reader, signals, clock, logger);
        signals.Meter.CreateObservableGauge("syncs.concurrent", () => Streams, "{stream}", "Live streams that this process has open.");
        signals.Meter.CreateObservableGauge("feed.lag", () => Lag.TotalSeconds, "s", "The longest that a live feed of this process has had changes that it did not hand out.");
        draining.Over.Register(Close);
    }

    /// <summary>The feeds followed now.</summary>
    public IReadOnlyList<CreatorFeed> All
    {
        get { lock (gate) return [.. feeds.Values]; }
    }

    /// <summary>How many streams follow them.</summary>
    public int Streams => All.Sum(feed => feed.Subscriptions.Length);

    /// <summary>Of the feed that lags behind most.</summary>
    public TimeSpan Lag => All.Select(feed => feed.Lag).DefaultIfEmpty().Max();

    public CreatorFeed? Find(string creator)
    {
        lock (gate) return feeds.GetValueOrDefault(creator);
    }

    /// <summary>Begins a stream; dispose it to end.</summary>
    /// <param name="who">Opens it.</param>
    /// <param name="head">The feed's newest position, read before: where a feed that nobody follows yet begins.</param>
    public FeedSubscription Subscribe(CreatorIdentity who, long head)
    {
        lock (gate)
        {
            if (!feeds.TryGetValue(who.CreatorId, out var feed))
            {
                feeds[who.CreatorId] = feed = new CreatorFeed(reader, signals, clock, who.CreatorId, head, logger);
                _ = Task.Run(feed.FollowAsync);
            }
            var subscription = new FeedSubscription(feed, who, (int)(unchecked(nextSlot++) % Slots), Leave);
            feed.Add(subscription);
            feed.Reached(head);
            if (closed) subscription.End(StreamEnd.Stopping);
            return subscription;
        }
    }

    /// <summary>Ends a feed with all of its streams.</summary>
    public void End(CreatorFeed feed, StreamEnd why)
    {
        lock (gate)
            if (feeds.GetValueOrDefault(feed.Creator) == feed) feeds.Remove(feed.Creator);
        feed.End(why);
    }

    private void Leave(FeedSubscription subscription)
    {
        lock (gate)
            if (!subscription.Feed.Remove(subscription)) return;
        End(subscription.Feed, StreamEnd.Left);
    }

    /// <summary>Ends all streams, and those that still come, so that the process can stop.</summary>
    private void Close()
    {
        lock (gate) closed = true;
        foreach (var feed in All) End(feed, StreamEnd.Stopping);
    }
}
