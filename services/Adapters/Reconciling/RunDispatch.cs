using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Channels;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Adapters.Reconciling;

/// <summary>Asks for the runs that are due by schedule and makes those that wait, a few at once.</summary>
internal sealed partial class RunDispatch(
    RunStore runs, ConnectionStore connections, IEnumerable<IChannelAdapter> adapters, ReconcileRun reconcile, IOptions<ReconcilingOptions> options, TimeProvider clock, ILogger<RunDispatch> logger)
    : BackgroundService
{
    private readonly Dictionary<string, IChannelAdapter> byPlatform = adapters.ToDictionary(a => a.Platform, StringComparer.Ordinal);
    private readonly UnderWay underWay = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.Value.LookEveryMs), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await runs.ScheduleAsync([.. byPlatform.Keys], stoppingToken);
                while (underWay.Count < options.Value.AtOnce && await runs.ClaimAsync(stoppingToken) is { } run) underWay.Start(run.Id, () => RunAsync(run, stoppingToken));
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                Unreachable(logger, e.GetType().Name);
            }
        }
    }

    /// <summary>Waits for the runs, which are given back.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await underWay.OverAsync(cancellationToken);
    }

    private async Task RunAsync(ClaimedRun run, CancellationToken stopping)
    {
        try
        {
            await MakeAsync(run, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await GiveBackAsync(run);
        }
        catch (Exception e) // the run's outermost loop: its claim ends by itself, and it is begun again
        {
            Interrupted(logger, run.Id, run.ConnectionId, e);
        }
    }

    private async Task MakeAsync(ClaimedRun run, CancellationToken stopping)
    {
        if (run.Attempt > options.Value.Attempts)
            await runs.FailAsync(run, "reconciliation.interrupted", stopping);
        else if (await connections.FindAsync(run.ConnectionId, stopping) is not { } connection || connection.CreatorId != run.CreatorId)
            await runs.FailAsync(run, "connection.unknown", stopping);
        else if (!byPlatform.TryGetValue(connection.Platform, out var adapter))
            await runs.FailAsync(run, "channel.not_readable", stopping);
        else
            await reconcile.RunAsync(run, connection, adapter, stopping);
    }

    private async Task GiveBackAsync(ClaimedRun run)
    {
        try
        {
            await runs.ReleaseAsync(run);
        }
        catch (NpgsqlException e)
        {
            Unreachable(logger, e.GetType().Name); // its claim ends by itself
        }
    }

    [LoggerMessage(5201, LogLevel.Warning, "Reconciliations cannot be read or written: {Error}")]
    private static partial void Unreachable(ILogger logger, string error);

    [LoggerMessage(5202, LogLevel.Error, "Reconciliation {Run} of {Connection} was interrupted; it is begun again")]
    private static partial void Interrupted(ILogger logger, string run, string connection, Exception error);
}
