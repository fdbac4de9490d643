using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Adapters.Pushing;
using Microsoft.Extensions.Options;
using Polly.CircuitBreaker;

namespace CreatorFlow.Adapters.Feeds;

/// <summary>
/// One step of a feed: it is handed over, or asked about. (1) Say what begins, (2) hand it over, (3) write down what was left
/// out, (4) the platform's name of it; later (5) ask, (6) write down what came of each listing, which leaves the feed with it.
/// Dying before 4, or an answer that never came, hands the same feed over again, which sets the same quantities: nothing newer of its listings is
/// told before its end.
/// </summary>
internal sealed partial class FeedWork(FeedStore feeds, PushSettlement settlement, Breakers breakers, IOptions<FeedOptions> options, IOptions<PushOptions> pushing, TimeProvider clock, ILogger<FeedWork> logger)
{
    /// <summary>Listings of one delivery and one write.</summary>
    private const int Portion = 500;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    public async Task StepAsync(ClaimedFeed feed, Connection connection, IChannelAdapter adapter, CancellationToken stopping)
    {
        var items = await feeds.ItemsAsync(feed, connection, stopping);
        switch (Together(feed, await AskAsync(feed, connection, adapter, items, stopping)))
        {
            case FeedAnswer.Submitted submitted: await HandedOverAsync(feed, connection, items, submitted, stopping); break;
            case FeedAnswer.UnderWay under: await LookLaterAsync(feed, connection, items, under, stopping); break;
            case FeedAnswer.Finished finished: await EndAsync(feed, connection, items, number => finished.NotTaken.GetValueOrDefault(number) ?? new PushResult.Taken(), stopping); break;
            case FeedAnswer.Failed failed: await FailAsync(feed, connection, items, failed.Result, stopping); break;
            case var other: throw new System.Diagnostics.UnreachableException(other.ToString());
        }
    }

    /// <summary>Through the connection's breaker, like every call to its channel.</summary>
    private async Task<FeedAnswer> AskAsync(ClaimedFeed feed, Connection connection, IChannelAdapter adapter, IReadOnlyDictionary<int, WaitingPush> items, CancellationToken stopping)
    {
        if (feed.Name is null && connection.Paused) return new FeedAnswer.Failed(new PushResult.Unavailable("feed.paused", TimeSpan.FromSeconds(1)));
        FeedAnswer? answer = null;
        try
        {
            await breakers.Of(connection).ExecuteAsync(async cancellation => Outcome(answer = await AskAsync(), cancellation), stopping);
            return answer!;
        }
        catch (BrokenCircuitException)
        {
            return new FeedAnswer.UnderWay("feed.left_alone", TimeSpan.FromMilliseconds(pushing.Value.BreakMs / 4d));
        }

        async Task<FeedAnswer> AskAsync()
        {
            if (feed.Name is { } name) return await adapter.LookAtFeedAsync(connection, name, stopping);
            foreach (var portion in items.Values.Chunk(Portion)) await settlement.BeginAsync(connection, portion, stopping);
            return await adapter.SubmitFeedAsync(connection, [.. items.Select(i => new FeedItem(i.Key, i.Value.Item()))], stopping);
        }
    }

    /// <summary>An earlier step may have handed it over and not heard of it: its listings stay together, or the platform would work it off after what is told of them by calls.</summary>
    private static FeedAnswer Together(ClaimedFeed feed, FeedAnswer answer) => answer is FeedAnswer.Failed { Result: PushResult.Unavailable passing } && feed is { Name: null, Claims: > 1 }
        ? new FeedAnswer.UnderWay(passing.Code, passing.RetryAfter)
        : answer;

    private static IReadOnlyList<PushResult> Outcome(FeedAnswer answer, CancellationToken _) => answer switch
    {
        FeedAnswer.Failed failed => [failed.Result],
        FeedAnswer.UnderWay { Code: { } code } under => [new PushResult.Unavailable(code, under.RetryAfter)],
        _ => [],
    };

    private async Task HandedOverAsync(ClaimedFeed feed, Connection connection, IReadOnlyDictionary<int, WaitingPush> items, FeedAnswer.Submitted submitted, CancellationToken stopping)
    {
        await SettleAsync(feed, connection, [.. submitted.LeftOut.Select(l => (l.Key, new AnsweredPush(items[l.Key], l.Value)))], stopping);
        await feeds.SubmittedAsync(feed, submitted.Name, stopping);
        HandedOver(logger, connection.Id, submitted.Name, items.Count - submitted.LeftOut.Count, submitted.LeftOut.Count);
        await feeds.LookAgainAsync(feed, clock.GetUtcNow().AddMilliseconds(options.Value.FirstLookMs), stopping);
    }

    private async Task LookLaterAsync(ClaimedFeed feed, Connection connection, IReadOnlyDictionary<int, WaitingPush> items, FeedAnswer.UnderWay under, CancellationToken stopping)
    {
        var (now, age) = (clock.GetUtcNow(), clock.GetUtcNow() - feed.BegunAt);
        if (under.Code is { } code) NotAsked(logger, connection.Id, feed.Id, code);
        if (age > TimeSpan.FromMinutes(options.Value.PatienceMinutes))
        {
            await FailAsync(feed, connection, items, new PushResult.Unavailable("feed.overdue"), stopping);
            return;
        }
        var wait = age / 4 < LongestWait ? age / 4 : LongestWait;
        var least = TimeSpan.FromMilliseconds(options.Value.FirstLookMs);
        await feeds.LookAgainAsync(feed, now + (under.RetryAfter > wait ? under.RetryAfter.Value : wait > least ? wait : least), stopping);
    }

    private async Task FailAsync(ClaimedFeed feed, Connection connection, IReadOnlyDictionary<int, WaitingPush> items, PushResult result, CancellationToken stopping)
    {
        Ended(logger, connection.Id, feed.Id, result.ToString());
        await EndAsync(feed, connection, items, _ => result, stopping);
    }

    private async Task EndAsync(ClaimedFeed feed, Connection connection, IReadOnlyDictionary<int, WaitingPush> items, Func<int, PushResult> of, CancellationToken stopping)
    {
        await SettleAsync(feed, connection, [.. items.Select(i => (i.Key, new AnsweredPush(i.Value, of(i.Key))))], stopping);
        await feeds.EndAsync(feed, stopping);
    }

    private async Task SettleAsync(ClaimedFeed feed, Connection connection, List<(int Number, AnsweredPush Answer)> answers, CancellationToken stopping)
    {
        foreach (var portion in answers.Chunk(Portion))
        {
            await settlement.SettleAsync(connection, [.. portion.Select(p => p.Answer)], stopping);
            await feeds.LeaveAsync(feed, portion.Select(p => p.Number), stopping);
        }
    }

    [LoggerMessage(5501, LogLevel.Information, "{Connection} has feed {Feed} of {Items} listings; {LeftOut} were left out")]
    private static partial void HandedOver(ILogger logger, string connection, string feed, int items, int leftOut);

    [LoggerMessage(5502, LogLevel.Warning, "{Connection} did not say what became of feed {Feed}: {Code}")]
    private static partial void NotAsked(ILogger logger, string connection, string feed, string code);

    [LoggerMessage(5503, LogLevel.Warning, "{Connection}: feed {Feed} came to nothing: {Result}")]
    private static partial void Ended(ILogger logger, string connection, string feed, string result);
}
