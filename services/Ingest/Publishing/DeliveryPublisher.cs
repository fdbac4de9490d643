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
        BrokerPublish broker, BrokerState state, SpoolStore spool, IOptions<PublishingOptions> options, IOptions<PartitionOptions> partitions, TimeProvider clock)
    {
        Routes = [.. Enumerable.Range(0, partitions.Value.Count).Select(partition => new PartitionRoute(
            new PartitionOutlets(
                (batch, stopping) => broker.TryAsync(partition, batch, stopping),
                (batch, stopping) => spool.TryAppendAsync(partition, batch, stopping),
                stopping => spool.IsEmptyAsync(partition, stopping)),
            state, clock))];
        var limits = new BatchLimits(options.Value.BatchDeliveries, options.Value.BatchBodyBytes, options.Value.Waiting, Apart);
        lines = [.. Routes.Select(route => new BatchingLine<Arrival, Task<PublishOutcome>>((batch, stopping) => SendAsync(route, batch, stopping), arrival => arrival.Delivery.Body.Length, limits, clock))];
    }

    public IReadOnlyList<PartitionRoute> Routes { get; }

    /// <summary>Deliveries that wait for their turn in the partition where most do.</summary>
    public int LongestLine => lines.Max(line => line.Length);

    /// <summary>Returns when the delivery is safe, or cannot be made safe now. Thread-safe; keeps the order of calls that waited for each other.</summary>
    /// <param name="delivery">Which is published.</param>
    /// <param name="finished">Whether it was applied before, asked while it waits for its turn; such a one goes nowhere. Does not fail. Null where nobody asks.</param>
    public async Task<PublishOutcome> PublishAsync(Delivery delivery, Task<bool>? finished = null)
    {
        finished ??= NotAsked;
        var waits = lines[Partitioning.Of(delivery.CreatorId, lines.Length)].TryAdd(new(delivery, finished), out var outcome);
        if (await finished) return PublishOutcome.Duplicate;
        if (!waits) return PublishOutcome.Unavailable;
        try
        {
            return await await outcome;
        }
        catch (OperationCanceledException)
        {
            return PublishOutcome.Unavailable; // stopping
        }
    }

    private static async Task<Task<PublishOutcome>> SendAsync(PartitionRoute route, IReadOnlyList<Arrival> batch, CancellationToken stopping)
    {
        var unfinished = new List<Delivery>(batch.Count);
        foreach (var (delivery, finished) in batch)
            if (!await finished) unfinished.Add(delivery);
        return unfinished.Count == 0 ? Task.FromResult(PublishOutcome.Duplicate) : await route.SendAsync(unfinished, stopping);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(lines.Select(line => line.RunAsync(stoppingToken)));

    private sealed record Arrival(Delivery Delivery, Task<bool> Finished);
}
