using System.Globalization;
using CreatorFlow.Dashboard.Changes;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Redis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace CreatorFlow.Dashboard.Streaming;

/// <summary>Wakes the feeds that have streams: by Redis within milliseconds, by a look at their heads when Redis stays silent.</summary>
internal sealed partial class FeedWatcher(RedisCache redis, ChangeReader reader, LiveFeeds feeds, LiveKeys keys, IOptions<StreamOptions> options,
    TimeProvider clock, ILogger<FeedWatcher> logger) : BackgroundService
{
    private const string Channels = "feed:";
    private int slot;

    // None of these ends but with the process; one that fails takes it down, so that it is started again whole.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken) => await await Task.WhenAny(
        SubscribeAsync(stoppingToken),
        EveryAsync(options.Value.LookEvery, LookAsync, stoppingToken),
        EveryAsync(options.Value.CheckKeysEvery, CheckKeysAsync, stoppingToken),
        EveryAsync(options.Value.HeartbeatEvery / LiveFeeds.Slots, BeatAsync, stoppingToken));

    private async Task SubscribeAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(options.Value.LookEvery, clock);
        do
        {
            try
            {
                // Once made, the subscription is renewed by the client whenever Redis comes back.
                await redis.SubscribeAsync($"{Channels}*", Received);
                await Task.Delay(Timeout.Infinite, cancellation);
            }
            catch (Exception e) when (e is RedisException or TimeoutException)
            {
                Silent(logger, "Redis", e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellation));
    }

    private async Task EveryAsync(TimeSpan period, Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(period, clock);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            try
            {
                await work(cancellation);
            }
            catch (Exception e) when (DatabaseOutage.Is(e))
            {
                Silent(logger, "PostgreSQL", e.GetType().Name);
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        var known = feeds.All.ToDictionary(feed => feed.Creator, feed => (Feed: feed, feed.Position), StringComparer.Ordinal);
        if (known.Count == 0) return;
        foreach (var (creator, head) in await reader.HeadsAsync(known.Keys, cancellation))
        {
            var (feed, position) = known[creator];
            // A head below what was handed out before is another history, restored from a backup: its readers must begin anew.
            if (head < position) feeds.End(feed, StreamEnd.Restored);
            else feed.Reached(head);
        }
    }

    private async Task CheckKeysAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        foreach (var over in feeds.All.SelectMany(feed => feed.Subscriptions).Where(s => s.Who.Until <= now)) over.End(StreamEnd.TokenOver);
        var open = feeds.All.SelectMany(feed => feed.Subscriptions).Where(s => s.Who.KeyId.Length > 0).ToLookup(s => s.Who.KeyId, StringComparer.Ordinal);
        if (open.Count == 0) return;
        var valid = await keys.ValidAsync(open.Select(k => k.Key), cancellation);
        foreach (var subscription in open.Where(k => !valid.Contains(k.Key)).SelectMany(k => k)) subscription.End(StreamEnd.KeyOver);
    }

    /// <summary>A part of the streams at a time, so that thousands of heartbeats do not come at once.</summary>
    private Task BeatAsync(CancellationToken cancellation)
    {
        slot = (slot + 1) % LiveFeeds.Slots;
        foreach (var subscription in feeds.All.SelectMany(feed => feed.Subscriptions).Where(s => s.Slot == slot)) subscription.Offer(FeedBatch.Heartbeat);
        return Task.CompletedTask;
    }

    private void Received(string channel, string message)
    {
        if (long.TryParse(message, NumberStyles.None, CultureInfo.InvariantCulture, out var head)) feeds.Find(channel[Channels.Length..])?.Reached(head);
    }

    [LoggerMessage(4101, LogLevel.Warning, "{Server} does not tell of changes ({Error}); trying again")]
    private static partial void Silent(ILogger logger, string server, string error);
}
