using System.Diagnostics;
using System.Globalization;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Dashboard.Inventory;
using CreatorFlow.EventStore.Reading;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Redis;
using CreatorFlow.Hosting.Telemetry;
using CreatorFlow.Projection;
using CreatorFlow.Projection.Books;
using CreatorFlow.Projection.Partitions;
using CreatorFlow.Projection.Recording;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Benchmarks;

/// <summary>One busy SKU, asked of the Dashboard API as it was at random moments: its numbers, and a page of their explanation.</summary>
internal static class ExplainBenchmark
{
    private const string Creator = "bench-000";
    private const string Item = "/api/v1/inventory/SKU-0000";
    private const string Token = "token-of-the-benchmark-0123456789abcdef";
    private const int PerTransaction = 16;
    private const int Calls = 200;

    public static async Task<Measurement[]> RunAsync(BenchmarkTarget target, int events)
    {
        await using var database = target.OpenDatabase();
        await using var redis = new RedisCache(target.Redis, NullLogger<RedisCache>.Instance);
        await ProjectionModule.MigrateAsync(database);
        var moments = await FillAsync(database, redis, events);
        var keys = Directory.CreateTempSubdirectory("creatorflow-keys-").FullName;
        var settings = target.Settings().ToDictionary(s => s.Key.Replace(":", "__", StringComparison.Ordinal), s => s.Value!);
        await using var dashboard = await RunningService.StartAsync(typeof(InventoryQueries), new(settings) { ["Keys__Directory"] = keys, ["Internal__Token"] = Token, ["Services__Ingest"] = "http://127.0.0.1:9" });
        using var client = Client(dashboard.Address);
        var note = await SnapshotsAsync(database);
        try
        {
            return
            [
                .. await AskAsync(client, "asOf of a busy SKU", at => $"{Item}?asOf={at}", moments, $"{events:N0} events; {note}"),
                .. await AskAsync(client, "explain page of a busy SKU", at => $"{Item}/explain?asOf={at}", moments, "50 steps a page"),
            ];
        }
        finally
        {
            Directory.Delete(keys, recursive: true);
        }
    }

    private static async Task<Measurement[]> AskAsync(HttpClient client, string name, Func<string, string> target, List<DateTimeOffset> moments, string note)
    {
        var random = new Random(5);
        var taken = new List<double>();
        for (var call = -Calls / 4; call < Calls; call++)
        {
            var uri = new Uri(target(moments[random.Next(moments.Count)].UtcDateTime.ToString("O", CultureInfo.InvariantCulture)), UriKind.Relative);
            var start = Stopwatch.GetTimestamp();
            await client.GetByteArrayAsync(uri);
            // The first ones are the runtime's warming up.
            if (call >= 0) taken.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        taken.Sort();
        return
        [
            new($"{name}: median", taken.Percentile(50), "ms", note),
            new($"{name}: p95", taken.Percentile(95), "ms", string.Create(CultureInfo.InvariantCulture, $"worst {taken[^1]:0.0} ms")),
        ];
    }

    private static HttpClient Client(string address)
    {
        var client = new HttpClient { BaseAddress = new Uri(address) };
        client.DefaultRequestHeaders.Add("X-Internal-Token", Token);
        client.DefaultRequestHeaders.Add("X-CreatorFlow-Creator", Creator);
        client.DefaultRequestHeaders.Add("X-CreatorFlow-Scopes", "read");
        return client;
    }

    /// <returns>Moments from the first record to the last.</returns>
    private static async Task<List<DateTimeOffset>> FillAsync(NpgsqlDataSource database, RedisCache redis, int events)
    {
        var writer = new BatchWriterFactory(database, new DatabaseGate(database, TimeProvider.System), new WorkingSet(database, new EventReader(database)), new Bookkeeper(Options.Create(new Projection.Expiring.ReservationOptions()), NullLogger<Bookkeeper>.Instance),
            new Recorder(database, TimeProvider.System), new Announcer(redis, new DoneDeliveries(redis, TimeProvider.System)), new RecordingMeter(new Signals("test"), TimeProvider.System), new RecordingTrace(new Signals("test"), TimeProvider.System), Options.Create(new ProjectionOptions()), NullLogger<BatchWriter>.Instance).Create();
        var (source, moments) = (new Deliveries(seed: 6, creators: 1, skusPerCreator: 1), new List<DateTimeOffset>());
        for (var written = 0; written < events; written += PerTransaction)
        {
            await writer.WriteAsync([.. Enumerable.Range(written, Math.Min(PerTransaction, events - written)).Select(i => Mixed(source.Next(), i))], CancellationToken.None);
            moments.Add(TimeProvider.System.GetUtcNow());
        }
        return moments;
    }

    /// <summary>Now and then somebody counts; what a channel reports, and nobody expected, is the longest entry that a state keeps.</summary>
    private static Delivery Mixed(Delivery delivery, int number) => delivery with
    {
        Events = [number switch
        {
            0 => new ListingSeen { OccurredAt = delivery.ReceivedAt, ListingId = "43729076", Sku = "SKU-0000" },
            _ when number % 50 == 1 => new StockSet { OccurredAt = delivery.ReceivedAt, Sku = "SKU-0000", Location = "main", Quantity = 1_000 + number },
            _ => new StockReported { OccurredAt = delivery.ReceivedAt, ListingId = "43729076", Location = "main", Available = 1_000 + number },
        }],
    };

    private static async Task<string> SnapshotsAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("select format('%s snapshots, the largest %s KB as text', count(*), max(length(data::text)) / 1024) from stream_snapshots");
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
