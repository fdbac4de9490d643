using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Dispatching;
using CreatorFlow.Adapters.Orders;
using CreatorFlow.Hosting.Database;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Adapters.OrderPolling;

/// <summary>Polls the connections that are due, a few at once. Does nothing where polls have no schedule.</summary>
internal sealed partial class PollDispatch(
    PollStore polls, ConnectionStore connections, IEnumerable<IOrderSource> sources, OrderPoll poll, IOptions<OrderPollingOptions> options, DatabaseGate gate, TimeProvider clock, ILogger<PollDispatch> logger)
    : Dispatch(options.Value.LookEveryMs, gate, clock)
{
    private readonly Dictionary<string, IOrderSource> byPlatform = sources.ToDictionary(s => s.Platform, StringComparer.Ordinal);

    protected override bool On => options.Value.EveryMinutes != 0;

    protected override async Task LookAsync(CancellationToken stopping)
    {
        string[] platforms = [.. byPlatform.Keys];
        await polls.AdmitAsync(platforms, stopping);
        while (Count < options.Value.AtOnce && await polls.ClaimAsync(platforms, stopping) is { } due)
            Begin($"{due.ConnectionId} {due.Number}", () => PollAsync(due, stopping), () => polls.ReleaseAsync(due), e => Interrupted(logger, due.ConnectionId, e), stopping);
    }

    protected override void Unreachable(string error) => Unreachable(logger, error);

    private async Task PollAsync(ClaimedPoll due, CancellationToken stopping)
    {
        if (await connections.FindAsync(due.ConnectionId, stopping) is { } connection && byPlatform.TryGetValue(connection.Platform, out var source))
            await poll.RunAsync(due, connection, source, stopping);
    }

    [LoggerMessage(5421, LogLevel.Warning, "Order polls cannot be read or written: {Error}")]
    private static partial void Unreachable(ILogger logger, string error);

    [LoggerMessage(5422, LogLevel.Error, "Polling the orders of {Connection} was interrupted; it is gone on with")]
    private static partial void Interrupted(ILogger logger, string connection, Exception error);
}
