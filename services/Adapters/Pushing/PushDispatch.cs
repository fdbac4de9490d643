using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Channels;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Adapters.Pushing;

/// <summary>Looks which connections have something to tell and keeps one lane for each: a slow channel slows no other.</summary>
internal sealed partial class PushDispatch(
    PushStore pushes, ConnectionStore connections, IEnumerable<IChannelAdapter> adapters, PushLane lane, IOptions<PushOptions> options, TimeProvider clock, ILogger<PushDispatch> logger)
    : BackgroundService
{
    private readonly Dictionary<string, IChannelAdapter> byPlatform = adapters.ToDictionary(a => a.Platform, StringComparer.Ordinal);
    private readonly UnderWay lanes = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.Value.LookEveryMs), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var waiting in await pushes.WaitingAsync(stoppingToken)) lanes.Start(waiting, () => RunAsync(waiting, stoppingToken));
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
        await lanes.OverAsync(cancellationToken);
    }

    private async Task RunAsync(string connectionId, CancellationToken stopping)
    {
        try
        {
            if (await connections.FindAsync(connectionId, stopping) is { Paused: false } connection && byPlatform.TryGetValue(connection.Platform, out var adapter))
                await lane.RunAsync(connection, adapter, stopping);
        }
        catch (Exception e) when (!stopping.IsCancellationRequested) // the lane's outermost loop: its claims end by themselves, the next look starts it again
        {
            LaneEnded(logger, connectionId, e);
        }
    }

    [LoggerMessage(5111, LogLevel.Warning, "Wanted pushes cannot be read: {Error}")]
    private static partial void Unreachable(ILogger logger, string error);

    [LoggerMessage(5112, LogLevel.Error, "Telling {Connection} was interrupted; it goes on")]
    private static partial void LaneEnded(ILogger logger, string connection, Exception error);
}
