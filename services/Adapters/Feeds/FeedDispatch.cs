using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Adapters.Dispatching;
using CreatorFlow.Hosting.Database;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Adapters.Feeds;

/// <summary>Looks which connections have enough to tell for a feed, and which feeds are to be handed over or asked about.</summary>
internal sealed partial class FeedDispatch(
    FeedStore feeds, ConnectionStore connections, IEnumerable<IChannelAdapter> adapters, FeedWork work, IOptions<FeedOptions> options, DatabaseGate gate, TimeProvider clock, ILogger<FeedDispatch> logger)
    : Dispatch(options.Value.LookEveryMs, gate, clock)
{
    private readonly Dictionary<string, IChannelAdapter> byPlatform = adapters.Where(a => a.MostPerFeed > 0).ToDictionary(a => a.Platform, StringComparer.Ordinal);

    protected override async Task LookAsync(CancellationToken stopping)
    {
        foreach (var full in await feeds.FullAsync([.. byPlatform.Keys], stopping)) await feeds.BeginAsync(full, byPlatform[full.Platform].MostPerFeed, stopping);
        while (Count < options.Value.AtOnce && await feeds.ClaimAsync(Names, stopping) is { } feed)
            Begin(feed.Id, () => StepAsync(feed, stopping), () => feeds.LookAgainAsync(feed, Clock.GetUtcNow(), CancellationToken.None), e => Interrupted(logger, feed.Id, feed.ConnectionId, e), stopping);
    }

    protected override void Unreachable(string error) => Unreachable(logger, error);

    private async Task StepAsync(ClaimedFeed feed, CancellationToken stopping)
    {
        if (await connections.FindAsync(feed.ConnectionId, stopping) is { } connection && byPlatform.TryGetValue(connection.Platform, out var adapter))
            await KeptAsync(feed, cancellation => work.StepAsync(feed, connection, adapter, cancellation), stopping);
    }

    /// <summary>The claim is kept while the step is done, and not a moment longer: the step's end gives it back. A step whose claim another replica has is ended.</summary>
    private async Task KeptAsync(ClaimedFeed feed, Func<CancellationToken, Task> step, CancellationToken stopping)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.Value.ClaimMs / 4d), Clock);
        var over = step(lost.Token);
        while (await Task.WhenAny(over, timer.WaitForNextTickAsync(CancellationToken.None).AsTask()) != over)
            await ReachedAsync(KeepAsync); // if not: kept at the next tick, or taken up by another, which hands the same over again
        await over;

        async Task KeepAsync()
        {
            if (!over.IsCompleted && !await feeds.KeepAsync(feed, CancellationToken.None)) await lost.CancelAsync();
        }
    }

    [LoggerMessage(5511, LogLevel.Warning, "Feeds cannot be read or written: {Error}")]
    private static partial void Unreachable(ILogger logger, string error);

    [LoggerMessage(5512, LogLevel.Error, "Feed {Feed} of {Connection} was interrupted; it goes on")]
    private static partial void Interrupted(ILogger logger, string feed, string connection, Exception error);
}
