using System.Diagnostics;
using CreatorFlow.Contracts.Inventory;
using CreatorFlow.EventStore;
using CreatorFlow.EventStore.Appending;
using CreatorFlow.Hosting.Database;
using Npgsql;
using NpgsqlTypes;

namespace CreatorFlow.Benchmarks;

/// <summary>The event store's append beside its ceiling: the same event rows inserted raw, in the same batches, by the same number of connections.</summary>
internal static class AppendBenchmark
{
    private const int Writers = 4;
    private const int BatchSize = 50;

    public static async Task<Measurement[]> RunAsync(BenchmarkTarget target, int events)
    {
        await using var database = target.OpenDatabase();
        await Migrations.ApplyAsync(database, typeof(EventAppender).Assembly, "event-store");
        await RunAsync("create table raw_events (like mt_events_strays including all)", database);
        await AppendAsync(database, "warm", 2_000);
        await InsertRawAsync(database, "warm", 2_000);
        // Alternating, so that a slow minute of the machine falls on both.
        var (append, raw) = (0.0, 0.0);
        for (var round = 0; round < 3; round++)
        {
            append += await AppendAsync(database, $"a{round}", events / 3);
            raw += await InsertRawAsync(database, $"r{round}", events / 3);
        }
        return [new("append", events / append, "events/s", $"batches of {BatchSize}, {Writers} connections", raw / append),
            new("append: ceiling, raw batched insert", events / raw, "rows/s")];
    }

    private static Task<double> AppendAsync(NpgsqlDataSource database, string run, int events) => TimeAsync(events, async (writer, batches) =>
    {
        var version = 0L;
        for (var i = 0; i < batches; i++)
        {
            await using var batch = database.CreateBatch();
            // Ten streams a batch, five events each: one creator's orders and stock.
            EventAppender.Append(batch, [.. Enumerable.Range(0, 10).Select(s => new StreamAppend(new($"{run}-{writer}", $"inventory-{s}"), "stock", version, [.. Enumerable.Range(0, 5).Select(_ => Event())]))], DateTimeOffset.UtcNow);
            await batch.ExecuteNonQueryAsync();
            version += 5;
        }
    });

    private static Task<double> InsertRawAsync(NpgsqlDataSource database, string run, int events) => TimeAsync(events, async (writer, batches) =>
    {
        for (var i = 0; i < batches; i++)
        {
            var rows = Enumerable.Range(0, BatchSize).Select(n => (Stream: $"inventory-{n % 10}", Version: (i * 5L) + (n / 10) + 1, Event: Event())).ToList();
            await using var command = database.CreateCommand("""
                insert into raw_events (seq_id, id, stream_id, version, data, type, tenant_id, headers)
                select nextval('mt_events_sequence'), id, stream_id, version, data, 'inventory.stock_updated', $1, headers
                from unnest($2::uuid[], $3::varchar[], $4::bigint[], $5::jsonb[], $6::jsonb[]) as e (id, stream_id, version, data, headers)
                """);
            command.Parameters.Add(new() { Value = $"{run}-{writer}" });
            command.Parameters.Add(new() { Value = rows.ConvertAll(r => r.Event.Id) });
            command.Parameters.Add(new() { Value = rows.ConvertAll(r => r.Stream) });
            command.Parameters.Add(new() { Value = rows.ConvertAll(r => r.Version) });
            command.Parameters.Add(new() { Value = rows.ConvertAll(r => r.Event.Data), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb });
            command.Parameters.Add(new() { Value = rows.ConvertAll(r => r.Event.Headers), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb });
            await command.ExecuteNonQueryAsync();
        }
    });

    private static async Task<double> TimeAsync(int events, Func<int, int, Task> write)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => Task.Run(() => write(w, events / Writers / BatchSize))));
        return watch.Elapsed.TotalSeconds;
    }

    private static NewEvent Event()
    {
        var data = CanonicalJson.Serialize(new StockUpdated { Location = "default", Effect = "difference", Set = 1, Delta = 1, OnHand = 42, OccurredAt = DateTimeOffset.UnixEpoch });
        var headers = CanonicalJson.Serialize(new { Source = "standard", ConnectionId = "bench-000-standard", DeliveryId = "0190a5d2c4a17c3f9d1c0a2b3c4d5e6f", Checksum = CanonicalJson.Checksum(data) });
        return new(Guid.CreateVersion7(), "inventory.stock_updated", data, headers, null, null);
    }

    private static async Task RunAsync(string sql, NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
