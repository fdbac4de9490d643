using System.Diagnostics;
using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Bus;
using CreatorFlow.Testing;
using Npgsql;

namespace CreatorFlow.Benchmarks;

/// <summary>From a confirmed publish to the read model: one publish in flight a partition, as Ingest does it, into a Projection process.</summary>
internal static class PipelineBenchmark
{
    private const int Partitions = 16;

    /// <summary>Until the runtime has compiled what it will run: the figure is of a service at work, not of its first seconds.</summary>
    private static int WarmUp(int perMessage) => Math.Min(60_000, 10_000 * perMessage);

    public static async Task<Measurement> RunAsync(BenchmarkTarget target, int events, int perMessage)
    {
        await PartitionTopology.DeclareAsync(new BrokerAddress(new Uri(target.RabbitMq)), Partitions, CancellationToken.None);
        await using var projection = await ProjectionProcess.StartAsync(target);
        var (services, sender) = target.StartPublisher();
        await using var _ = services;
        var warmUp = WarmUp(perMessage);
        await PublishAsync(sender, Split(new Deliveries(seed: 1, creators: 64, skusPerCreator: 50), warmUp, perMessage));
        await using var database = target.OpenDatabase();
        await UntilStoredAsync(database, warmUp);
        var queues = Split(new Deliveries(seed: 2, creators: 64, skusPerCreator: 50), events, perMessage);
        var watch = Stopwatch.StartNew();
        await PublishAsync(sender, queues);
        var published = watch.Elapsed;
        await UntilStoredAsync(database, warmUp + events);
        return new($"pipeline, {perMessage} a message", events / watch.Elapsed.TotalSeconds, "events/s", $"published in {published.TotalSeconds:0.00} s");
    }

    private static List<Delivery[]>[] Split(Deliveries source, int events, int perMessage)
    {
        var byPartition = Enumerable.Range(0, events).Select(_ => source.Next()).ToLookup(d => Partitioning.Of(d.CreatorId, Partitions));
        return [.. Enumerable.Range(0, Partitions).Select(p => byPartition[p].Chunk(perMessage).ToList())];
    }

    private static Task PublishAsync(PartitionSender sender, List<Delivery[]>[] queues) => Task.WhenAll(queues.Select(async (messages, partition) =>
    {
        foreach (var message in messages) await sender.SendAsync(partition, message, CancellationToken.None);
    }));

    private static async Task UntilStoredAsync(NpgsqlDataSource database, long events)
    {
        await using var stored = database.CreateCommand("select coalesce(sum(version), 0)::bigint from mt_streams");
        await Eventually.Async(async () => await stored.ExecuteScalarAsync() is long count && count >= events, TimeSpan.FromMinutes(5), $"{events} events are stored", every: TimeSpan.FromMilliseconds(250));
    }
}
