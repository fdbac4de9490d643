using System.Diagnostics;
using System.Globalization;
using CreatorFlow.Benchmarks.Straightforward;
using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Bus;
using CreatorFlow.Testing;
using Npgsql;

namespace CreatorFlow.Benchmarks;

/// <summary>
/// From a confirmed publish to the read model: one publish in flight a partition, as Ingest does it, into a Projection process; in turns
/// with the straightforward service on the same servers, which has the same events in a message each.
/// </summary>
internal static class PipelineBenchmark
{
    private const int Partitions = 16;
    private const int Rounds = 3;

    /// <summary>Of our events, one in so many is given to the straightforward service, which takes about as long for them.</summary>
    private const int Slower = 8;

    /// <summary>Until the runtime has compiled what it will run: the figure is of a service at work, not of its first seconds.</summary>
    private static int WarmUp(int events, int perMessage) => Math.Min(events, Math.Min(60_000, 10_000 * perMessage));

    /// <param name="target">Empty servers.</param>
    /// <param name="beside">An empty database on the same server.</param>
    /// <param name="events">How many in all.</param>
    /// <param name="perMessage">Deliveries a message.</param>
    public static async Task<Measurement[]> RunAsync(BenchmarkTarget target, string beside, int events, int perMessage)
    {
        await using var ours = await Ours.StartAsync(target, perMessage);
        await using var theirs = await Theirs.StartAsync(beside, target.RabbitMq);
        await ours.RunAsync(WarmUp(events, perMessage));
        await theirs.RunAsync(WarmUp(events, perMessage) / Slower);
        var (ourTime, theirTime) = (TimeSpan.Zero, TimeSpan.Zero);
        var (ourEvents, theirEvents) = (events / Rounds, Math.Max(1, events / Rounds / Slower));
        // In turns, so that a slow minute of the machine falls on both.
        for (var round = 0; round < Rounds; round++)
        {
            ourTime += await ours.RunAsync(ourEvents);
            theirTime += await theirs.RunAsync(theirEvents);
        }
        await theirs.CheckAsync();
        var (rate, theirRate) = (ourEvents * Rounds / ourTime.TotalSeconds, theirEvents * Rounds / theirTime.TotalSeconds);
        return
        [
            new($"pipeline, {perMessage} a message", rate, "events/s", string.Create(CultureInfo.InvariantCulture, $"{ourEvents * Rounds:N0} events in {ourTime.TotalSeconds:0.0} s"), Times: rate / theirRate,
                Target: perMessage >= 50 ? "18,000 (aim 25,000), five times the straightforward service" : null),
            new($"pipeline: straightforward service beside {perMessage} a message", theirRate, "events/s",
                string.Create(CultureInfo.InvariantCulture, $"{theirEvents * Rounds:N0} events in {theirTime.TotalSeconds:0.0} s, each applied once")),
        ];
    }

    private static ILookup<int, Delivery> Make(ref int seed, int events)
    {
        var source = new Deliveries(++seed, creators: 64, skusPerCreator: 50);
        return Enumerable.Range(0, events).Select(_ => source.Next()).ToLookup(d => Partitioning.Of(d.CreatorId, Partitions));
    }

    /// <summary>Projection, and who publishes to it.</summary>
    private sealed class Ours(StartedProcess projection, NpgsqlDataSource database, IAsyncDisposable services, PartitionSender sender, int perMessage) : IAsyncDisposable
    {
        private int seed;
        private long published;

        public static async Task<Ours> StartAsync(BenchmarkTarget target, int perMessage)
        {
            await PartitionTopology.DeclareAsync(new BrokerAddress(new Uri(target.RabbitMq)), Partitions, CancellationToken.None);
            var projection = await StartedProcess.ProjectionAsync(target);
            var (services, sender) = target.StartPublisher();
            return new(projection, target.OpenDatabase(), services, sender, perMessage);
        }

        public async Task<TimeSpan> RunAsync(int events)
        {
            var made = Make(ref seed, events);
            var queues = Enumerable.Range(0, Partitions).Select(p => made[p].Chunk(perMessage).ToList()).ToList();
            var since = Stopwatch.GetTimestamp();
            await Task.WhenAll(queues.Select(async (messages, partition) =>
            {
                foreach (var message in messages) await sender.SendAsync(partition, message, CancellationToken.None);
            }));
            published += events;
            await using var stored = database.CreateCommand("select coalesce(sum(version), 0)::bigint from mt_streams");
            await Eventually.Async(async () => await stored.ExecuteScalarAsync() is long count && count >= published, TimeSpan.FromMinutes(5), $"{published} events are stored", every: TimeSpan.FromMilliseconds(100));
            return Stopwatch.GetElapsedTime(since);
        }

        public async ValueTask DisposeAsync()
        {
            await projection.DisposeAsync();
            await services.DisposeAsync();
            await database.DisposeAsync();
        }
    }

    /// <summary>The straightforward service, and who publishes to it: one message in flight a partition too, which is more than it takes.</summary>
    private sealed class Theirs(StraightforwardService service, ConfirmingChannels channels) : IAsyncDisposable
    {
        private int seed;
        private long published;

        public static async Task<Theirs> StartAsync(string postgres, string broker) =>
            new(await StraightforwardService.StartAsync(postgres, broker, []), await ConfirmingChannels.OpenAsync(broker, Partitions));

        public async Task<TimeSpan> RunAsync(int events)
        {
            var queues = Make(ref seed, events).Select(partition => partition.Select(d => Message(d)).ToList()).ToList();
            var since = Stopwatch.GetTimestamp();
            await Task.WhenAll(queues.Select(async messages =>
            {
                foreach (var message in messages) await channels.SendAsync(message);
            }));
            published += events;
            await service.UntilAppliedAsync(published);
            return Stopwatch.GetElapsedTime(since);
        }

        /// <summary>The last are sent again first: they must not count.</summary>
        public async Task CheckAsync()
        {
            var last = seed;
            var made = Make(ref seed, 1_600);
            foreach (var delivery in made.SelectMany(p => p).Concat(made.SelectMany(p => p))) await channels.SendAsync(Message(delivery));
            var ends = Enumerable.Range(0, 64).Select(c => new StockMessage($"bench-{c:000}", $"end-{last}", "SKU-0000", 1, DateTimeOffset.UnixEpoch)).ToList();
            foreach (var end in ends) await channels.SendAsync(end);
            published += 1_600 + ends.Count;
            await service.UntilAppliedAsync(published);
            await service.CheckAsync(published);
        }

        public async ValueTask DisposeAsync()
        {
            await service.DisposeAsync();
            await channels.DisposeAsync();
        }

        private static StockMessage Message(Delivery delivery) =>
            new(delivery.CreatorId, delivery.IdempotencyKey, ((StockChanged)delivery.Events[0]).Sku!, 1, delivery.ReceivedAt);
    }
}
