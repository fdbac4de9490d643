using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Channels;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Adapters.Subscriptions;

/// <summary>One look at a connection: what is missing is written down, registered again, and the result written down.</summary>
internal sealed partial class SubscriptionCheck(SubscriptionStore store, IOptions<SubscriptionOptions> options, ILogger<SubscriptionCheck> logger)
{
    public async Task RunAsync(SubscriptionLook look, Connection connection, IChannelAdapter adapter, CancellationToken cancellation)
    {
        var address = options.Value.AddressOf(connection);
        switch (await adapter.FindMissingTopicsAsync(connection, address, cancellation))
        {
            case SubscriptionAnswer.Missing { Topics.Count: 0 }:
                await StandAsync(look, cancellation);
                break;
            case SubscriptionAnswer.Missing missing:
                MissingTopics(logger, connection.Id, string.Join(' ', missing.Topics));
                if (await store.NoticeAsync(look, missing.Topics, cancellation)) await RegisterAsync(look, connection, adapter, address, missing.Topics, cancellation);
                break;
            case SubscriptionAnswer.Failure failure:
                NotAsked(logger, connection.Id, failure.Code);
                await store.FailAsync(look, failure.Code, After(failure), cancellation);
                break;
        }
    }

    /// <summary>Nothing is missing any more that was: an interrupted look registered it, or somebody else did.</summary>
    private Task StandAsync(SubscriptionLook look, CancellationToken cancellation) => look.Status == SubscriptionStatus.Missing
        ? store.ConcludeAsync(look, SubscriptionStatus.Repaired, look.Missing, null, Usual, cancellation)
        : store.ConcludeAsync(look, SubscriptionStatus.Healthy, [], null, Usual, cancellation);

    /// <summary>A topic that is refused holds no other; a platform that is busy is left alone.</summary>
    private async Task RegisterAsync(SubscriptionLook look, Connection connection, IChannelAdapter adapter, Uri address, IReadOnlyList<string> topics, CancellationToken cancellation)
    {
        var registered = new List<string>();
        SubscriptionAnswer.Failure? failure = null;
        foreach (var topic in topics)
        {
            var answer = await adapter.SubscribeAsync(connection, address, topic, cancellation);
            if (answer is SubscriptionAnswer.Subscribed) registered.Add(topic);
            failure = answer as SubscriptionAnswer.Failure ?? failure;
            if (answer is SubscriptionAnswer.Failure { Passing: true }) break;
        }
        Registered(logger, connection.Id, registered.Count, topics.Count, failure?.Code);
        await store.ConcludeAsync(look, failure is null ? SubscriptionStatus.Repaired : SubscriptionStatus.Missing, registered, failure?.Code, failure is null ? Usual : After(failure), cancellation);
    }

    private TimeSpan Usual => TimeSpan.FromMinutes(options.Value.EveryMinutes);

    private TimeSpan After(SubscriptionAnswer.Failure failure)
    {
        var soon = TimeSpan.FromSeconds(options.Value.RetrySeconds);
        return !failure.Passing ? Usual : failure.RetryAfter is { } wish && wish > soon ? wish : soon;
    }

    [LoggerMessage(5301, LogLevel.Warning, "{Connection} does not send us {Topics}")]
    private static partial void MissingTopics(ILogger logger, string connection, string topics);

    [LoggerMessage(5302, LogLevel.Information, "{Connection} sends us {Registered} of {Missing} missing topics again; {Code}")]
    private static partial void Registered(ILogger logger, string connection, int registered, int missing, string? code);

    [LoggerMessage(5303, LogLevel.Warning, "{Connection} could not be asked for its subscriptions: {Code}")]
    private static partial void NotAsked(ILogger logger, string connection, string code);
}
