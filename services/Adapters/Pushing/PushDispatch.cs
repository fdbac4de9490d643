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
                foreach (var waiting in await pushes.WaitingAsync(stoppingToken)) openings.Start(waiting, () => OpenAsync(waiting, stoppingToken));
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
    private async Task OpenAsync(string connectionId, CancellationToken stopping)
    {
        try
        {
            if (await connections.FindAsync(connectionId, stopping) is not { Paused: false } connection || !byPlatform.TryGetValue(connection.Platform, out var adapter)) return;
            for (var number = 0; number < adapter.CallsAtOnce; number++)
                if (lanes.Start($"{connectionId} {number}", () => RunAsync(connection, adapter, stopping))) return;
        }
        catch (Exception e) when (!stopping.IsCancellationRequested) // as below
        {
            LaneEnded(logger, connectionId, e);
        }
    }

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
