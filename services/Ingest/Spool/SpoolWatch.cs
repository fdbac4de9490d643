using CreatorFlow.Ingest.Publishing;
using CreatorFlow.Ingest.Startup;

namespace CreatorFlow.Ingest.Spool;

/// <summary>Looks four times a second which partitions are spooled, by this replica or another, tells their routes, and drains them.</summary>
internal sealed partial class SpoolWatch(
    SpoolLooks looks, SpoolDrain drain, DeliveryPublisher publisher, BrokerState broker, IngestReadiness readiness, TimeProvider clock, ILogger<SpoolWatch> logger)
    : BackgroundService
{
    // Each has one of the process's few connections for as long as it lasts, and what arrives meanwhile needs one for the spool.
    private const int DrainsAtOnce = 2;
    private static readonly TimeSpan Period = PartitionRoute.Heard / 2;
    private static readonly TimeSpan BetweenRetries = TimeSpan.FromSeconds(1);
    private Task retrying = Task.CompletedTask;
    private long retried;
    private int probed = -1;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Migrated.WaitAsync(stoppingToken);
        try
        {
            // While something moves there is more to come, and senders wait for the end of it.
            while (!stoppingToken.IsCancellationRequested)
                if (!await LookAsync(stoppingToken)) await Task.Delay(Period, clock, stoppingToken);
        }
        finally
        {
            await retrying.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> LookAsync(CancellationToken stopping)
    {
        var (failures, began) = (broker.Failures, clock.GetTimestamp());
        try
        {
            var spooled = await looks.PartitionsAsync(stopping);
            Tell(spooled, began);
            if (spooled.Count > 0) return await DrainAsync(spooled, stopping);
        }
        catch (Exception e) when (SpoolStore.IsOutage(e) && !stopping.IsCancellationRequested)
        {
            foreach (var route in publisher.Routes) route.MarkUnseen(began);
            Unreachable(logger, e.GetType().Name);
        }
        broker.MayTry(failures); // nothing to drain, so only the next publish can find out whether the broker is back
        return false;
    }

    private void Tell(IReadOnlySet<int> spooled, long began)
    {
        for (var partition = 0; partition < publisher.Routes.Count; partition++)
        {
            if (spooled.Contains(partition)) publisher.Routes[partition].MarkSpooled();
            else publisher.Routes[partition].MarkEmpty(began);
        }
        readiness.SpoolSeen();
    }

    private async Task<bool> DrainAsync(IReadOnlySet<int> spooled, CancellationToken stopping)
    {
        var wasDown = broker.IsDown;
        var published = wasDown ? await ProbeAsync(spooled, stopping) : 0;
        if (broker.IsDown) return false;
        broker.ReopenWithout(spooled);
        var closed = spooled.Where(broker.IsClosed).ToList();
        if (retrying.IsCompleted && (wasDown || clock.GetElapsedTime(retried) >= BetweenRetries))
        {
            await retrying; // what was not an outage ends the process
            (retrying, retried) = (RetryAsync(closed, stopping), clock.GetTimestamp());
        }
        await Parallel.ForEachAsync(spooled.Except(closed), new ParallelOptions { MaxDegreeOfParallelism = DrainsAtOnce, CancellationToken = stopping },
            async (partition, cancellation) => Interlocked.Add(ref published, await drain.RunAsync(partition, cancellation) ?? 0));
        if (published > 0) Drained(logger, published, spooled.Count);
        return published > 0;
    }

    /// <summary>Beside the looks and the other partitions, one after the other: one that does not answer takes its time, and one that answers again its backlog's.</summary>
    private async Task RetryAsync(IReadOnlyList<int> closed, CancellationToken stopping)
    {
        foreach (var partition in closed)
            try
            {
                if (await drain.RunAsync(partition, stopping) is > 0 and var published) Drained(logger, published, 1);
            }
            catch (Exception e) when (SpoolStore.IsOutage(e) && !stopping.IsCancellationRequested)
            {
                Unreachable(logger, e.GetType().Name);
            }
    }

    /// <summary>One partition finds out for all whether the broker is back: the next that nobody else drains and no row holds, since what is wrong may be wrong with one alone.</summary>
    private async Task<long> ProbeAsync(IReadOnlySet<int> spooled, CancellationToken stopping)
    {
        foreach (var partition in spooled.Order().OrderBy(partition => partition <= probed))
        {
            probed = partition;
            if (await drain.RunAsync(partition, stopping) is { } published) return published;
        }
        return 0;
    }

    [LoggerMessage(2111, LogLevel.Warning, "The spool did not answer: {Error}")]
    private static partial void Unreachable(ILogger logger, string error);

    [LoggerMessage(2112, LogLevel.Information, "Published {Deliveries} spooled deliveries of {Partitions} partitions")]
    private static partial void Drained(ILogger logger, long deliveries, int partitions);
}
