using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Channels;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Adapters.Feeds;

/// <summary>Looks which connections have enough to tell for a feed, and which feeds are to be handed over or asked about.</summary>
internal sealed partial class FeedDispatch(
    FeedStore feeds, ConnectionStore connections, IEnumerable<IChannelAdapter> adapters, FeedWork work, IOptions<FeedOptions> options, TimeProvider clock, ILogger<FeedDispatch> logger)
    : BackgroundService
{
    private readonly Dictionary<string, IChannelAdapter> byPlatform = adapters.Where(a => a.MostPerFeed > 0).ToDictionary(a => a.Platform, StringComparer.Ordinal);
    private readonly UnderWay steps = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.Value.LookEveryMs), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var full in await feeds.FullAsync([.. byPlatform.Keys], stoppingToken)) await feeds.BeginAsync(full, byPlatform[full.Platform].MostPerFeed, stoppingToken);
                while (steps.Count < options.Value.AtOnce && await feeds.ClaimAsync(stoppingToken) is { } feed) steps.Start(feed.Id, () => StepAsync(feed, stoppingToken));
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                Unreachable(logger, e.GetType().Name);
            }
        }
    }

    /// <summary>Waits for the steps, which give their feeds back.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await steps.OverAsync(cancellationToken);
    }

    private async Task StepAsync(ClaimedFeed feed, CancellationToken stopping)
    {
        try
        {
            if (await connections.FindAsync(feed.ConnectionId, stopping) is { } connection && byPlatform.TryGetValue(connection.Platform, out var adapter))
                await KeptAsync(feed, () => work.StepAsync(feed, connection, adapter, stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await GiveBackAsync(feed);
        }
        catch (Exception e) // the step's outermost loop: its claim ends by itself, and it is done again
        {
            Interrupted(logger, feed.Id, feed.ConnectionId, e);
        }
    }

    /// <summary>The claim is kept while the step is done, and not a moment longer: the step's end gives it back.</summary>
    private async Task KeptAsync(ClaimedFeed feed, Func<Task> step)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.Value.ClaimMs / 4d), clock);
        var over = step();
        while (await Task.WhenAny(over, timer.WaitForNextTickAsync(CancellationToken.None).AsTask()) != over)
            await KeepAsync(feed, over);
        await over;
    }

    private async Task KeepAsync(ClaimedFeed feed, Task step)
    {
        try
        {
            if (!step.IsCompleted) await feeds.KeepAsync(feed, CancellationToken.None);
        }
        catch (NpgsqlException e)
        {
            Unreachable(logger, e.GetType().Name); // kept at the next tick, or taken up by another, which hands the same over again
        }
    }

    private async Task GiveBackAsync(ClaimedFeed feed)
    {
        try
        {
            await feeds.LookAgainAsync(feed, clock.GetUtcNow(), CancellationToken.None);
        }
        catch (NpgsqlException e)
        {
            Unreachable(logger, e.GetType().Name); // its claim ends by itself
        }
    }

    [LoggerMessage(5511, LogLevel.Warning, "Feeds cannot be read or written: {Error}")]
    private static partial void Unreachable(ILogger logger, string error);

    [LoggerMessage(5512, LogLevel.Error, "Feed {Feed} of {Connection} was interrupted; it goes on")]
    private static partial void Interrupted(ILogger logger, string feed, string connection, Exception error);
}
