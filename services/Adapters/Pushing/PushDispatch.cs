using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Adapters.Dispatching;
using CreatorFlow.Hosting.Database;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Adapters.Pushing;

/// <summary>
/// Looks which connections have something to tell and keeps lanes for each, as many as its platform may be called at once: a
/// slow channel slows no other, and a slow call of a channel not the next one.
/// </summary>
internal sealed partial class PushDispatch(
    PushStore pushes, ConnectionStore connections, IEnumerable<IChannelAdapter> adapters, PushLane lane, IOptions<PushOptions> options, DatabaseGate gate, TimeProvider clock, ILogger<PushDispatch> logger)
    : Dispatch(options.Value.LookEveryMs, gate, clock)
{
    private readonly Dictionary<string, IChannelAdapter> byPlatform = adapters.ToDictionary(a => a.Platform, StringComparer.Ordinal);

    protected override async Task LookAsync(CancellationToken stopping)
    {
        foreach (var (waiting, platform) in await pushes.WaitingAsync(stopping))
            if (byPlatform.TryGetValue(platform, out var adapter) && FreeLane(waiting, adapter) is not null) BeginLane(waiting, waiting, () => OpenAsync(waiting, adapter, stopping), stopping);
    }

    protected override void Unreachable(string error) => Unreachable(logger, error);

    /// <summary>One more lane, if there may be one more: what waits now is not held by those that are open.</summary>
    private async Task OpenAsync(string connectionId, IChannelAdapter adapter, CancellationToken stopping)
    {
        if (await connections.FindAsync(connectionId, stopping) is not { Paused: false } connection) return;
        if (FreeLane(connectionId, adapter) is { } free) BeginLane(free, connectionId, () => lane.RunAsync(connection, adapter, stopping), stopping);
    }

    /// <summary>Asked before the connection is read, which opens its secrets: a busy one is looked at many times a second.</summary>
    private string? FreeLane(string connectionId, IChannelAdapter adapter) =>
        Enumerable.Range(0, adapter.CallsAtOnce).Select(number => $"{connectionId} {number}").FirstOrDefault(name => !Has(name));

    /// <summary>A lane gives its claims back itself.</summary>
    private void BeginLane(string name, string connectionId, Func<Task> work, CancellationToken stopping) =>
        Begin(name, work, giveBackAsync: null, e => LaneEnded(logger, connectionId, e), stopping);

    [LoggerMessage(5111, LogLevel.Warning, "Wanted pushes cannot be read: {Error}")]
    private static partial void Unreachable(ILogger logger, string error);

    [LoggerMessage(5112, LogLevel.Error, "Telling {Connection} was interrupted; it goes on")]
    private static partial void LaneEnded(ILogger logger, string connection, Exception error);
}
