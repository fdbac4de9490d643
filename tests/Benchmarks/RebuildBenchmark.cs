using System.Diagnostics;
using CreatorFlow.EventStore.Reading;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Redis;
using CreatorFlow.Hosting.Telemetry;
using CreatorFlow.Projection;
using CreatorFlow.Projection.Books;
using CreatorFlow.Projection.Partitions;
using CreatorFlow.Projection.Recording;
using CreatorFlow.Tool.CommandLine;
using CreatorFlow.Tool.Log;
using CreatorFlow.Tool.Rebuild;
using CreatorFlow.Tool.Verify;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Benchmarks;

/// <summary>A log that Projection's writer wrote, rebuilt while 200 events a second arrive; then verified.</summary>
internal static class RebuildBenchmark
{
    private const int Creators = 40;
    private const int SkusPerCreator = 50;
    private const int PerSecond = 200;

    public static async Task<Measurement[]> RunAsync(BenchmarkTarget target, int events)
    {
        await using var database = target.OpenDatabase();
        await using var redis = new RedisCache(target.Redis, NullLogger<RedisCache>.Instance);
        await ProjectionModule.MigrateAsync(database);
        await FillAsync(database, redis, events);
        using var stop = new CancellationTokenSource();
        var arrivals = new Arrivals();
        var arriving = Task.Run(() => ArriveAsync(Writer(database, redis), arrivals, stop.Token));
        await using var patient = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(target.Postgres) { CommandTimeout = 0 }.ConnectionString);
        var rebuild = Stopwatch.StartNew();
        var rebuilt = await new Rebuilding(patient, ReadModel.StockItems, creator: null, acceptDifferences: false, new Screen(Console.Out)).RunAsync(CancellationToken.None);
        rebuild.Stop();
        var (arrived, slowest) = (arrivals.Count, arrivals.TakeSlowest());
        var verify = Stopwatch.StartNew();
        var checkedLog = await new Verification(patient, new Screen(Console.Out)).RunAsync(creator: null, CancellationToken.None);
        verify.Stop();
        await stop.CancelAsync();
        await arriving;
        var plain = await ReadAsync(patient);
        return
        [
            new("rebuild: fold and copy", rebuilt.PerSecond, "events/s", $"{rebuilt.Events:N0} events, {rebuilt.Rows:N0} rows, {rebuilt.Elapsed.TotalSeconds:0.0} s", rebuilt.PerSecond / plain),
            new("rebuild: ceiling, plain read of the same events", plain, "events/s", "as many connections as there are cores; nothing is folded or written"),
            new("rebuild: until it is live", rebuilt.Events / rebuild.Elapsed.TotalSeconds, "events/s", $"{rebuild.Elapsed.TotalSeconds:0.0} s, switched: {rebuilt.Switched}, differing: {rebuilt.Differing}"),
            new("rebuild: live table held", rebuilt.Held.TotalMilliseconds, "ms", $"{arrived:N0} events arrived during the rebuild; the slowest write took {slowest.TotalMilliseconds:0} ms"),
            new("verify", checkedLog.Events / verify.Elapsed.TotalSeconds, "events/s", $"{verify.Elapsed.TotalSeconds:0.0} s, findings: {checkedLog.Findings.Count}; the slowest write took {arrivals.TakeSlowest().TotalMilliseconds:0} ms"),
        ];
    }

    private static BatchWriter Writer(NpgsqlDataSource database, RedisCache redis) => new BatchWriterFactory(database, new DatabaseGate(database, TimeProvider.System), new WorkingSet(database, new EventReader(database)), new Bookkeeper(Microsoft.Extensions.Options.Options.Create(new CreatorFlow.Projection.Expiring.ReservationOptions()), NullLogger<Bookkeeper>.Instance), new Recorder(database, TimeProvider.System),
        new Announcer(redis, new DoneDeliveries(redis, TimeProvider.System)), new RecordingMeter(new Signals("test"), TimeProvider.System), new RecordingTrace(new Signals("test"), TimeProvider.System), Options.Create(new ProjectionOptions()), NullLogger<BatchWriter>.Instance).Create();

    private static async Task FillAsync(NpgsqlDataSource database, RedisCache redis, int events)
    {
        var (writer, source, watch) = (Writer(database, redis), new Deliveries(seed: 3, Creators, SkusPerCreator), Stopwatch.StartNew());
        for (var left = events; left > 0; left -= 1_500)
            await writer.WriteAsync([.. Enumerable.Range(0, Math.Min(1_500, left)).Select(_ => source.Next())], CancellationToken.None);
        Console.WriteLine($"{events:N0} events written in {watch.Elapsed.TotalSeconds:0} s");
    }

    /// <summary>What is due by the clock, so that a slow write is followed by a larger one, as from a queue.</summary>
    private static async Task ArriveAsync(BatchWriter writer, Arrivals arrivals, CancellationToken stop)
    {
        var (source, since) = (new Deliveries(seed: 4, Creators, SkusPerCreator), Stopwatch.StartNew());
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!stop.IsCancellationRequested && await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            var (began, due) = (since.Elapsed, (int)(since.Elapsed.TotalSeconds * PerSecond) - arrivals.Count);
            if (due <= 0) continue;
            await writer.WriteAsync([.. Enumerable.Range(0, due).Select(_ => source.Next())], CancellationToken.None);
            arrivals.Note(due, since.Elapsed - began);
        }
    }

    /// <summary>Every event's row by as many readers as the rebuild has.</summary>
    /// <returns>Rows a second.</returns>
    private static async Task<double> ReadAsync(NpgsqlDataSource database)
    {
        var (rows, watch) = (0L, Stopwatch.StartNew());
        await Parallel.ForEachAsync(Enumerable.Range(0, Creators), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (creator, cancellation) =>
        {
            await using var command = database.CreateCommand("select stream_id, version, type, data, headers, timestamp from mt_events where tenant_id = $1 order by stream_id, version");
            command.Parameters.Add(new() { Value = $"bench-{creator:000}" });
            await using var row = await command.ExecuteReaderAsync(cancellation);
            while (await row.ReadAsync(cancellation))
                if (row.GetFieldValue<byte[]>(3).Length > 0) Interlocked.Increment(ref rows);
        });
        return rows / watch.Elapsed.TotalSeconds;
    }

    private sealed class Arrivals
    {
        private readonly Lock gate = new();
        private TimeSpan slowest;
        private volatile int count;

        public int Count => count;

        public void Note(int events, TimeSpan took)
        {
            lock (gate) (count, slowest) = (count + events, took > slowest ? took : slowest);
        }

        /// <summary>The slowest write since this was asked last.</summary>
        public TimeSpan TakeSlowest()
        {
            lock (gate)
            {
                var taken = slowest;
                slowest = TimeSpan.Zero;
                return taken;
            }
        }
    }
}
