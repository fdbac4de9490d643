using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Adapters.Orders;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Adapters.OrderPolling;

/// <summary>Polls the connections that are due, a few at once. Does nothing where polls have no schedule.</summary>
internal sealed partial class PollDispatch(
    PollStore polls, ConnectionStore connections, IEnumerable<IOrderSource> sources, OrderPoll poll, IOptions<OrderPollingOptions> options, TimeProvider clock, ILogger<PollDispatch> logger)
    : BackgroundService
{
    private readonly Dictionary<string, IOrderSource> byPlatform = sources.ToDictionary(s => s.Platform, StringComparer.Ordinal);
    private readonly UnderWay underWay = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.EveryMinutes == 0) return;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.Value.LookEveryMs), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync([.. byPlatform.Keys], stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                Unreachable(logger, e.GetType().Name);
            }
        }
    }

    /// <summary>Waits for the polls, which are given back.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await underWay.OverAsync(cancellationToken);
    }

    private async Task LookAsync(string[] platforms, CancellationToken stopping)
    {
        await polls.AdmitAsync(platforms, stopping);
        while (underWay.Count < options.Value.AtOnce && await polls.ClaimAsync(platforms, stopping) is { } due)
            underWay.Start($"{due.ConnectionId} {due.Number}", () => RunAsync(due, stopping));
    }

    private async Task RunAsync(ClaimedPoll due, CancellationToken stopping)
    {
        try
        {
            if (await connections.FindAsync(due.ConnectionId, stopping) is { } connection && byPlatform.TryGetValue(connection.Platform, out var source))
                await poll.RunAsync(due, connection, source, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await GiveBackAsync(due);
        }
        catch (Exception e) // the poll's outermost loop: its claim ends by itself, and it is gone on with
        {
            Interrupted(logger, due.ConnectionId, e);
        }
    }

    private async Task GiveBackAsync(ClaimedPoll due)
    {
        try
        {
            await polls.ReleaseAsync(due);
        }
        catch (NpgsqlException e)
        {
            Unreachable(logger, e.GetType().Name); // its claim ends by itself
        }
    }

    [LoggerMessage(5421, LogLevel.Warning, "Order polls cannot be read or written: {Error}")]
    private static partial void Unreachable(ILogger logger, string error);

    [LoggerMessage(5422, LogLevel.Error, "Polling the orders of {Connection} was interrupted; it is gone on with")]
    private static partial void Interrupted(ILogger logger, string connection, Exception error);
}
