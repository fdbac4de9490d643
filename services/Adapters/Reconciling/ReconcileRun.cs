using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Adapters.OrderPolling;
using CreatorFlow.Adapters.Orders;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Adapters.Reconciling;

/// <summary>
/// One run: (1) unless it is a dry one, bring in orders that nobody told of, (2) read the channel, (3) compare, (4) leave
/// differences alone for a moment and compare them again with the books of then, (5) repair unless it is a dry run, (6) write
/// it down. Interrupted anywhere it begins again, which changes nothing that was repaired before.
/// </summary>
internal sealed class ReconcileRun(OrdersFirst orders, ChannelReading reading, Books books, RunStore runs, DeliveryPublisher publisher, IOptions<ReconcilingOptions> options, TimeProvider clock)
{
    /// <summary>Of a claim, for the orders: enough of it stays for the first page.</summary>
    private const double OrdersPartOfClaim = 0.25;

    public async Task RunAsync(ClaimedRun run, Connection connection, IChannelAdapter adapter, CancellationToken cancellation)
    {
        if (!run.DryRun)
        {
            await orders.WaitAsync(connection, TimeSpan.FromMilliseconds(options.Value.ClaimMs * OrdersPartOfClaim), cancellation);
            if (!await runs.KeepAsync(run, pages: 0, listings: 0, cancellation)) return;
        }
        switch (await reading.ReadAsync(run, connection, adapter, cancellation))
        {
            case ReadAnswer.Failed failed: await runs.FailAsync(run, failed.Code, cancellation); break;
            case ReadAnswer.All all: await ConcludeAsync(run, connection, adapter, all, cancellation); break;
            case ReadAnswer.Lost: break;
        }
    }

    private async Task ConcludeAsync(ClaimedRun run, Connection connection, IChannelAdapter adapter, ReadAnswer.All read, CancellationToken cancellation)
    {
        var found = RunComparison.Of(read.Listings, await books.ReadAsync(connection, cancellation), At(connection, adapter));
        if (found.Drifts.Count > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(options.Value.SettleMs), clock, cancellation);
            found = RunComparison.Of(read.Listings, await books.ReadAsync(connection, cancellation), At(connection, adapter));
        }
        found = found.Choosing(run.Chosen);
        if (!await runs.KeepAsync(run, read.Pages, found.Listings, cancellation)) return;
        if (!run.DryRun)
            foreach (var delivery in RunReport.Of(run, connection, found.Drifts, clock.GetUtcNow()))
                if (!await publisher.TryPublishAsync(delivery, cancellation)) throw new TimeoutException(DeliveryPublisher.Silent);
        await runs.CompleteAsync(run, found.Findings(read.Pages), cancellation);
    }

    private Circumstances At(Connection connection, IChannelAdapter adapter) =>
        new(connection.Paused, clock.GetUtcNow(), TimeSpan.FromMilliseconds(options.Value.EchoPatienceMs), adapter.NamesLocations);
}
