using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Bus;
using CreatorFlow.Ingest.Spool;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Ingest.Publishing;

/// <summary>Brings deliveries to their creators' partitions: one line and one route per partition.</summary>
internal sealed class DeliveryPublisher : BackgroundService
{
    private static readonly Task<bool> NotAsked = Task.FromResult(false);

    // At 2,000 webhooks a second on two cores (benchmark `ingest`) this halved the messages, and what the slowest hundredth waited; alone it is never waited for.
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(15);

    private readonly BatchingLine<Arrival, Task<PublishOutcome>>[] lines;

    public DeliveryPublisher(
        BrokerPublish broker, BrokerState state, SpoolStore spool, SpoolLooks looks, IOptions<PublishingOptions> options, IOptions<PartitionOptions> partitions, TimeProvider clock)
    {
        Routes = [.. Enumerable.Range(0, partitions.Value.Count).Select(partition => new PartitionRoute(
            partition, new PartitionOutlets(
                (batch, stopping) => broker.TryAsync(partition, batch, stopping),
                (batch, stopping) => spool.TryAppendAsync(partition, batch, stopping),
                stopping => looks.IsEmptyAsync(partition, stopping)),
            state, clock))];
        Bodies = new(options.Value.MostBytes, Routes.Count, clock);
        var limits = new BatchLimits(options.Value.BatchDeliveries, options.Value.BatchBodyBytes, options.Value.Waiting, Apart);
        lines = [.. Enumerable.Range(0, Routes.Count).Select(partition => new BatchingLine<Arrival, Task<PublishOutcome>>(
            (batch, stopping) => SendAsync(partition, batch, stopping), arrival => arrival.Delivery.Body.Length, limits, clock))];
    }

    public IReadOnlyList<PartitionRoute> Routes { get; }

    /// <summary>Those of the deliveries that wait for their turn, are being sent, or wait in the spool to be acknowledged.</summary>
    public WaitingBodies Bodies { get; }

    /// <summary>Deliveries that wait for their turn in the partition where most do.</summary>
    public int LongestLine => lines.Max(line => line.Length);

    /// <summary>Returns when the delivery is safe, or cannot be made safe now. Thread-safe; keeps the order of calls that waited for each other.</summary>
    /// <param name="delivery">Which is published.</param>
    /// <param name="finished">Whether it was applied before, asked while it waits for its turn; such a one goes nowhere. Does not fail. Null where nobody asks.</param>
    public async Task<PublishOutcome> PublishAsync(Delivery delivery, Task<bool>? finished = null)
    {
        finished ??= NotAsked;
        var outcome = StandInLine(Partitioning.Of(delivery.CreatorId, lines.Length), new(delivery, finished));
        if (await finished) return PublishOutcome.Duplicate;
        if (outcome is null) return PublishOutcome.Unavailable;
        try
        {
            return await await outcome;
        }
        catch (OperationCanceledException)
        {
            return PublishOutcome.Unavailable; // stopping
        }
    }

    /// <returns>Null when the line, or the memory for what waits, is full.</returns>
    private Task<Task<PublishOutcome>>? StandInLine(int partition, Arrival arrival)
    {
        var bytes = arrival.Delivery.Body.Length;
        if (!Bodies.TryTake(partition, bytes)) return null;
        if (lines[partition].TryAdd(arrival, out var outcome)) return outcome;
        Bodies.Release(partition, bytes);
        return null;
    }

    private async Task<Task<PublishOutcome>> SendAsync(int partition, IReadOnlyList<Arrival> batch, CancellationToken stopping)
    {
        var outcome = Task.FromResult(PublishOutcome.Duplicate);
        try
        {
            var unfinished = new List<Delivery>(batch.Count);
            foreach (var (delivery, finished) in batch)
                if (!await finished) unfinished.Add(delivery);
            if (unfinished.Count > 0) outcome = await Routes[partition].SendAsync(unfinished, stopping);
            return outcome;
        }
        finally
        {
            _ = ReleaseAsync(partition, batch.Sum(arrival => (long)arrival.Delivery.Body.Length), outcome);
        }
    }

    /// <summary>Once their senders may be told: until then the requests hold them.</summary>
    private async Task ReleaseAsync(int partition, long bytes, Task outcome)
    {
        await outcome.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Bodies.Release(partition, bytes);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(lines.Select(line => line.RunAsync(stoppingToken)));

    private sealed record Arrival(Delivery Delivery, Task<bool> Finished);
}
