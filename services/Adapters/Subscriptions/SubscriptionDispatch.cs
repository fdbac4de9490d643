using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Channels;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Adapters.Subscriptions;

/// <summary>Looks at the connections that are due, a few at once, and has the gaps mended. Does nothing without a public address.</summary>
internal sealed partial class SubscriptionDispatch(
    SubscriptionStore store, ConnectionStore connections, IEnumerable<IChannelAdapter> adapters, SubscriptionCheck check, IOptions<SubscriptionOptions> options, TimeProvider clock, ILogger<SubscriptionDispatch> logger)
    : BackgroundService
{
    private const int AtOnce = 4;

    private readonly Dictionary<string, IChannelAdapter> byPlatform = adapters.Where(a => a.KeepsSubscriptions).ToDictionary(a => a.Platform, StringComparer.Ordinal);
    private readonly UnderWay underWay = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.On) return;
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

    /// <summary>Waits for the looks, which are given back.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await underWay.OverAsync(cancellationToken);
    }

    private async Task LookAsync(string[] platforms, CancellationToken stopping)
    {
        await store.AdmitAsync(platforms, stopping);
        while (underWay.Count < AtOnce && await store.ClaimAsync(platforms, stopping) is { } look) underWay.Start(look.ConnectionId, () => RunAsync(look, stopping));
        await store.MendGapsAsync(stopping);
    }

    /// <summary>A look ends before its claim does.</summary>
    private async Task RunAsync(SubscriptionLook look, CancellationToken stopping)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMilliseconds(options.Value.ClaimMs * 3 / 4), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, late.Token);
        try
        {
            if (await connections.FindAsync(look.ConnectionId, either.Token) is { } connection && byPlatform.TryGetValue(connection.Platform, out var adapter))
                await check.RunAsync(look, connection, adapter, either.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested || late.IsCancellationRequested)
        {
            await GiveUpAsync(look, stopping.IsCancellationRequested);
        }
        catch (Exception e) // the look's outermost loop: its claim ends by itself, and another follows
        {
            Interrupted(logger, look.ConnectionId, e);
        }
    }

    private async Task GiveUpAsync(SubscriptionLook look, bool stopping)
    {
        try
        {
            await (stopping ? store.ReleaseAsync(look) : store.FailAsync(look, "subscriptions.overran", TimeSpan.FromSeconds(options.Value.RetrySeconds), CancellationToken.None));
        }
        catch (NpgsqlException e)
        {
            Unreachable(logger, e.GetType().Name); // its claim ends by itself
        }
    }

    [LoggerMessage(5311, LogLevel.Warning, "Subscriptions cannot be read or written: {Error}")]
    private static partial void Unreachable(ILogger logger, string error);

    [LoggerMessage(5312, LogLevel.Error, "Looking at the subscriptions of {Connection} was interrupted; it is looked at again")]
    private static partial void Interrupted(ILogger logger, string connection, Exception error);
}
