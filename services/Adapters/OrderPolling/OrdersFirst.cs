using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Orders;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Adapters.OrderPolling;

/// <summary>Has a connection's orders brought in before its stock is compared: an order explains units that are gone.</summary>
/// <remarks>It may fail: a sale whose order is heard of after its stock report counts once all the same (ADR 0009).</remarks>
internal sealed class OrdersFirst(PollStore polls, IEnumerable<IOrderSource> sources, OrderPoll poll, IOptions<OrderPollingOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);
    private readonly Dictionary<string, IOrderSource> byPlatform = sources.ToDictionary(s => s.Platform, StringComparer.Ordinal);

    /// <param name="connection">Whose.</param>
    /// <param name="longest">Time that the caller has.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task WaitAsync(Connection connection, TimeSpan longest, CancellationToken cancellation)
    {
        if (connection.OrdersPaused || !byPlatform.TryGetValue(connection.Platform, out var source)) return;
        var own = TimeSpan.FromMilliseconds(options.Value.RunWaitsMs);
        using var patience = new CancellationTokenSource(own < longest ? own : longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        ClaimedPoll? mine = null;
        try
        {
            await polls.AdmitAsync([connection.Platform], either.Token);
            // One that is under way may have begun too early.
            while ((mine = await polls.ClaimAsync(connection.Id, either.Token)) is null) await Task.Delay(LookEvery, clock, either.Token);
            await poll.RunAsync(mine, connection, source, either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            if (mine is not null) await polls.ReleaseAsync(mine);
            cancellation.ThrowIfCancellationRequested();
        }
    }
}
