using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Adapters.Dispatching;
using CreatorFlow.Hosting.Database;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Adapters.Reconciling;

/// <summary>Asks for the runs that are due by schedule and makes those that wait, a few at once.</summary>
internal sealed partial class RunDispatch(
    RunStore runs, ConnectionStore connections, IEnumerable<IChannelAdapter> adapters, ReconcileRun reconcile, IOptions<ReconcilingOptions> options, DatabaseGate gate, TimeProvider clock, ILogger<RunDispatch> logger)
    : Dispatch(options.Value.LookEveryMs, gate, clock)
{
    private readonly Dictionary<string, IChannelAdapter> byPlatform = adapters.ToDictionary(a => a.Platform, StringComparer.Ordinal);

    protected override async Task LookAsync(CancellationToken stopping)
    {
        await runs.ScheduleAsync([.. byPlatform.Keys], stopping);
        while (Count < options.Value.AtOnce && await runs.ClaimAsync(Names, stopping) is { } run)
            Begin(run.Id, () => MakeAsync(run, stopping), () => runs.ReleaseAsync(run), e => Interrupted(logger, run.Id, run.ConnectionId, e), stopping);
    }

    protected override void Unreachable(string error) => Unreachable(logger, error);

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

    [LoggerMessage(5201, LogLevel.Warning, "Reconciliations cannot be read or written: {Error}")]
    private static partial void Unreachable(ILogger logger, string error);

    [LoggerMessage(5202, LogLevel.Error, "Reconciliation {Run} of {Connection} was interrupted; it is begun again")]
    private static partial void Interrupted(ILogger logger, string run, string connection, Exception error);
}
