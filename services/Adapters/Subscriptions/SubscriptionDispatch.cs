using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Adapters.Dispatching;
using CreatorFlow.Hosting.Database;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Adapters.Subscriptions;

/// <summary>Looks at the connections that are due, a few at once, and has the gaps mended. Does nothing without a public address.</summary>
internal sealed partial class SubscriptionDispatch(
    SubscriptionStore store, ConnectionStore connections, IEnumerable<IChannelAdapter> adapters, SubscriptionCheck check, IOptions<SubscriptionOptions> options, DatabaseGate gate, TimeProvider clock, ILogger<SubscriptionDispatch> logger)
    : Dispatch(options.Value.LookEveryMs, gate, clock)
{
    private const int AtOnce = 4;

    private readonly Dictionary<string, IChannelAdapter> byPlatform = adapters.Where(a => a.KeepsSubscriptions).ToDictionary(a => a.Platform, StringComparer.Ordinal);

    protected override bool On => options.Value.On;

    protected override async Task LookAsync(CancellationToken stopping)
    {
        string[] platforms = [.. byPlatform.Keys];
        await store.AdmitAsync(platforms, stopping);
        while (Count < AtOnce && await store.ClaimAsync(platforms, stopping) is { } look)
            Begin(look.ConnectionId, () => LookAtAsync(look, stopping), () => store.ReleaseAsync(look), e => Interrupted(logger, look.ConnectionId, e), stopping);
        await store.MendGapsAsync(stopping);
    }

    protected override void Unreachable(string error) => Unreachable(logger, error);

    /// <summary>A look ends before its claim does.</summary>
    private async Task LookAtAsync(SubscriptionLook look, CancellationToken stopping)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMilliseconds(options.Value.ClaimMs * 3 / 4), Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, late.Token);
        try
        {
            if (await connections.FindAsync(look.ConnectionId, either.Token) is { } connection && byPlatform.TryGetValue(connection.Platform, out var adapter))
                await check.RunAsync(look, connection, adapter, either.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            await ReachedAsync(() => store.FailAsync(look, "subscriptions.overran", TimeSpan.FromSeconds(options.Value.RetrySeconds), CancellationToken.None));
        }
    }

    [LoggerMessage(5311, LogLevel.Warning, "Subscriptions cannot be read or written: {Error}")]
    private static partial void Unreachable(ILogger logger, string error);

    [LoggerMessage(5312, LogLevel.Error, "Looking at the subscriptions of {Connection} was interrupted; it is looked at again")]
    private static partial void Interrupted(ILogger logger, string connection, Exception error);
}
