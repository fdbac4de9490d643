using System.Collections.Concurrent;
using System.Globalization;
using CreatorFlow.Hosting.Redis;
using Npgsql;
using StackExchange.Redis;

namespace CreatorFlow.Dashboard.Changes;

/// <summary>Wakes live streams: by Redis within milliseconds, by a look at the heads every second when Redis stays silent.</summary>
internal sealed partial class FeedWatcher(RedisCache redis, ChangeReader reader, ILogger<FeedWatcher> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, Watched> watched = new(StringComparer.Ordinal);

    /// <summary>Begins to watch a creator's feed; dispose to end.</summary>
    public FeedSubscription Subscribe(string creator)
    {
        while (true)
        {
            var feed = watched.GetOrAdd(creator, _ => new Watched());
            if (feed.TryEnter()) return new(feed, () => { if (feed.Leave()) watched.TryRemove(KeyValuePair.Create(creator, feed)); });
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var subscribed = false;
        using var timer = new PeriodicTimer(LookEvery);
        do
        {
            try
            {
                if (!subscribed) await redis.SubscribeAsync("feed:*", Received);
                subscribed = true;
            }
            catch (Exception e) when (e is RedisException or TimeoutException)
            {
                Silent(logger, "Redis", e.GetType().Name);
            }
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (NpgsqlException e)
            {
                Silent(logger, "PostgreSQL", e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        if (watched.IsEmpty) return;
        foreach (var (creator, head) in await reader.HeadsAsync([.. watched.Keys], cancellation))
            if (watched.TryGetValue(creator, out var feed)) feed.Reached(head);
    }

    private void Received(string channel, string message)
    {
        if (watched.TryGetValue(channel["feed:".Length..], out var feed) && long.TryParse(message, CultureInfo.InvariantCulture, out var head)) feed.Reached(head);
    }

    [LoggerMessage(4101, LogLevel.Warning, "{Server} does not tell of changes ({Error}); trying again")]
    private static partial void Silent(ILogger logger, string server, string error);
}

/// <summary>One creator's feed as this process has heard of it. Thread-safe.</summary>
internal sealed class Watched
{
    private readonly Lock gate = new();
    private TaskCompletionSource moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long head;
    private int readers;
    private bool closed;

    public void Reached(long position)
    {
        lock (gate)
        {
            if (position <= head) return;
            head = position;
            moved.TrySetResult();
            moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Completes when the feed is known to be past a position.</summary>
    public Task PastAsync(long position)
    {
        lock (gate) return head > position ? Task.CompletedTask : moved.Task;
    }

    public bool TryEnter()
    {
        lock (gate)
        {
            if (!closed) readers++;
            return !closed;
        }
    }

    /// <returns>True when it was the last reader: the feed is not watched any more.</returns>
    public bool Leave()
    {
        lock (gate) return closed = --readers == 0;
    }
}

/// <summary>A reader's hold on a watched feed.</summary>
internal sealed class FeedSubscription(Watched feed, Action end) : IDisposable
{
    /// <summary>True when there is something after the position, false when the wait ended without.</summary>
    public async Task<bool> WaitAsync(long position, TimeSpan longest, CancellationToken cancellation)
    {
        try
        {
            await feed.PastAsync(position).WaitAsync(longest, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    public void Dispose() => end();
}
