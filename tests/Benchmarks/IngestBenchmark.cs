using System.Diagnostics;
using System.Globalization;
using System.Net;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using Npgsql;

namespace CreatorFlow.Benchmarks;

/// <summary>Signed webhooks, each signed anew, to an address until all are in the read model; the sender shares the machine.</summary>
internal static class IngestBenchmark
{
    /// <param name="name">What is measured.</param>
    /// <param name="address">Ingest or the gateway.</param>
    /// <param name="database">To see them stored.</param>
    /// <param name="connections">Connection ids with their secrets.</param>
    /// <param name="webhooks">How many.</param>
    /// <param name="concurrency">Requests in flight.</param>
    public static async Task<Measurement> RunAsync(string name, Uri address, NpgsqlDataSource database, IReadOnlyList<(string Id, string Secret)> connections, int webhooks, int concurrency)
    {
        var run = Guid.CreateVersion7().ToString("N");
        var before = await CountAsync(database);
        var senders = connections.Select(c => (c.Id, Sender: new StandardSender(address, c.Secret))).ToArray();
        var latencies = new double[webhooks];
        var next = -1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < webhooks; i = Interlocked.Increment(ref next))
            {
                var (id, sender) = senders[i % senders.Length];
                var started = Stopwatch.GetTimestamp();
                var status = await sender.PostAsync(id, $"{run}-{i}", string.Create(CultureInfo.InvariantCulture,
                    $$$"""{"type":"inventory.stock_updated","timestamp":"{{{DateTimeOffset.UtcNow:O}}}","data":{"sku":"SKU-{{{i % 997}}}","delta":1}}"""));
                if (status != HttpStatusCode.OK) throw new InvalidOperationException($"{name}: {status}");
                latencies[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }
        })));
        var acknowledged = watch.Elapsed;
        await Eventually.Async(async () => await CountAsync(database) >= before + webhooks, TimeSpan.FromMinutes(5), $"{webhooks} webhooks are in the read model");
        foreach (var (_, sender) in senders) sender.Dispose();
        Array.Sort(latencies);
        return new(name, webhooks / watch.Elapsed.TotalSeconds, "webhooks/s",
            string.Create(CultureInfo.InvariantCulture, $"{concurrency} in flight, acknowledged at {webhooks / acknowledged.TotalSeconds:0}/s, p50 {latencies[webhooks / 2]:0.0} ms, p95 {latencies[webhooks * 95 / 100]:0.0} ms"));
    }

    /// <summary>From the webhook's sending to the read model, at a steady light rate.</summary>
    public static async Task<Measurement> LatencyAsync(Uri address, NpgsqlDataSource database, IReadOnlyList<(string Id, string Secret)> connections, int perSecond, int seconds)
    {
        var run = Guid.CreateVersion7().ToString("N")[..12];
        var senders = connections.Select(c => (c.Id, Sender: new StandardSender(address, c.Secret))).ToArray();
        var sent = new DateTimeOffset[perSecond * seconds];
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / perSecond));
        var posts = new List<Task>();
        for (var i = 0; i < sent.Length && await timer.WaitForNextTickAsync(); i++)
        {
            var (id, sender) = senders[i % senders.Length];
            sent[i] = DateTimeOffset.UtcNow;
            posts.Add(sender.PostAsync(id, $"{run}-{i}", string.Create(CultureInfo.InvariantCulture,
                $$$"""{"type":"inventory.stock_updated","timestamp":"{{{sent[i]:O}}}","data":{"sku":"LAT-{{{run}}}-{{{i}}}","set":1}}""")));
        }
        await Task.WhenAll(posts);
        await using var stored = database.CreateCommand("select id, mt_last_modified from mt_doc_stockitem where id like $1");
        stored.Parameters.Add(new() { Value = $"LAT-{run}-%" });
        List<double> latencies = [];
        await Eventually.Async(async () =>
        {
            latencies.Clear();
            await using var reader = await stored.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                latencies.Add((reader.GetFieldValue<DateTimeOffset>(1) - sent[int.Parse(reader.GetString(0).Split('-')[^1], CultureInfo.InvariantCulture)]).TotalMilliseconds);
            return latencies.Count == sent.Length;
        }, what: "every webhook is in the read model");
        foreach (var (_, sender) in senders) sender.Dispose();
        latencies.Sort();
        return new($"webhook to read model at {perSecond}/s, p95", latencies[latencies.Count * 95 / 100], "ms",
            string.Create(CultureInfo.InvariantCulture, $"p50 {latencies[latencies.Count / 2]:0.0} ms, max {latencies[^1]:0.0} ms, {latencies.Count} webhooks; until the transaction's own clock, the commit comes on top"));
    }

    private static async Task<long> CountAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("select coalesce(sum(version), 0)::bigint from mt_streams");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
