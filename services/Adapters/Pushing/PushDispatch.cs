using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Channels;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Adapters.Pushing;

/// <summary>
/// Looks which connections have something to tell and keeps lanes for each, as many as its platform may be called at once: a
/// slow channel slows no other, and a slow call of a channel not the next one.
/// </summary>
internal sealed partial class PushDispatch(
    PushStore pushes, ConnectionStore connections, IEnumerable<IChannelAdapter> adapters, PushLane lane, IOptions<PushOptions> options, TimeProvider clock, ILogger<PushDispatch> logger)
    : BackgroundService
{
    private readonly Dictionary<string, IChannelAdapter> byPlatform = adapters.ToDictionary(a => a.Platform, StringComparer.Ordinal);
    private readonly UnderWay openings = new();
    private readonly UnderWay lanes = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.Value.LookEveryMs), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var (waiting, platform) in await pushes.WaitingAsync(stoppingToken))
                    if (byPlatform.TryGetValue(platform, out var adapter) && FreeLane(waiting, adapter) is not null) openings.Start(waiting, () => OpenAsync(waiting, adapter, stoppingToken));
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                Unreachable(logger, e.GetType().Name);
            }
        }
    }

    /// <summary>Waits for the lanes, which give their claims back.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await openings.OverAsync(cancellationToken);
        await lanes.OverAsync(cancellationToken);
    }

    /// <summary>One more lane, if there may be one more: what waits now is not held by those that are open.</summary>
    private async Task OpenAsync(string connectionId, IChannelAdapter adapter, CancellationToken stopping)
    {
        try
        {
            if (await connections.FindAsync(connectionId, stopping) is not { Paused: false } connection) return;
            if (FreeLane(connectionId, adapter) is { } free) lanes.Start(free, () => RunAsync(connection, adapter, stopping));
        }
        catch (Exception e) when (!stopping.IsCancellationRequested) // as below
        {
            LaneEnded(logger, connectionId, e);
        }
    }

    /// <summary>Asked before the connection is read, which opens its secrets: a busy one is looked at many times a second.</summary>
    private string? FreeLane(string connectionId, IChannelAdapter adapter) =>
        Enumerable.Range(0, adapter.CallsAtOnce).Select(number => $"{connectionId} {number}").FirstOrDefault(name => !lanes.Has(name));

    private async Task RunAsync(Connection connection, IChannelAdapter adapter, CancellationToken stopping)
    {
        try
        {
            await lane.RunAsync(connection, adapter, stopping);
        }
        catch (Exception e) when (!stopping.IsCancellationRequested) // the lane's outermost loop: its claims end by themselves, the next look starts it again
        {
            LaneEnded(logger, connection.Id, e);
        }
    }

    [LoggerMessage(5111, LogLevel.Warning, "Wanted pushes cannot be read: {Error}")]
    private static partial void Unreachable(ILogger logger, string error);

    [LoggerMessage(5112, LogLevel.Error, "Telling {Connection} was interrupted; it goes on")]
    private static partial void LaneEnded(ILogger logger, string connection, Exception error);
}
