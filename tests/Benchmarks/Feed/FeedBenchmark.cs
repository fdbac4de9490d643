using System.Globalization;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using Npgsql;

namespace CreatorFlow.Benchmarks.Feed;

/// <summary>
/// One creator's change feed read whole through the gateway, beside a plain select of the same rows; then what a client costs that was
/// offline, or whose copy is wrong somewhere, beside reading the whole list again.
/// </summary>
internal static class FeedBenchmark
{
    private const int Rounds = 3;

    /// <summary>One SKU in so many changes while the client is away.</summary>
    private const int OneIn = 100;

    /// <param name="skus">Of the creator, one change each to begin with.</param>
    public static async Task<List<Measurement>> RunAsync(int skus)
    {
        await using var platform = await PlatformHost.StartAsync("--no-demo", "--demo-creators", "1");
        var creator = platform.Runtime.Creators[0];
        await using var database = NpgsqlDataSource.Create(platform.Runtime.Postgres);
        using var traffic = new PacedTraffic(platform.Runtime.Gateway, [creator.Connections.Single(c => c.Platform == "standard")], n => $"FEED-{n % skus:000000}");
        await RushAsync(traffic, database, creator.Id, skus);
        FeedClient Client() => new(new(platform.Runtime.Gateway), creator.ApiKeys["read"]);
        using var client = Client();
        await client.CatchUpAsync(); // warms up
        var measured = await FeedAsync(Client, database, creator.Id);
        measured.AddRange(await ResyncAsync(client, traffic, database, creator.Id, skus));
        return measured;
    }

    private static async Task<List<Measurement>> FeedAsync(Func<FeedClient> open, NpgsqlDataSource database, string creator)
    {
        var (read, plain, changes, rows, bytes) = (TimeSpan.Zero, TimeSpan.Zero, 0L, 0L, 0L);
        for (var round = 0; round < Rounds; round++)
        {
            using var client = open();
            var whole = await client.MeasureAsync(c => c.CatchUpAsync());
            (read, changes, bytes) = (read + whole.Took, changes + whole.Count, bytes + whole.Bytes);
            var since = TimeProvider.System.GetTimestamp();
            rows += await SelectAsync(database, creator);
            plain += TimeProvider.System.GetElapsedTime(since);
        }
        var (rate, ceiling) = (changes / read.TotalSeconds, rows / plain.TotalSeconds);
        return
        [
            new("feed: read whole through the gateway", rate, "changes/s", string.Create(CultureInfo.InvariantCulture, $"{changes / Rounds:N0} changes by pages of 500, {bytes / changes:N0} bytes each"), rate / ceiling),
            new("feed: ceiling, plain select of the same rows", ceiling, "rows/s"),
        ];
    }

    private static async Task<List<Measurement>> ResyncAsync(FeedClient client, PacedTraffic traffic, NpgsqlDataSource database, string creator, int skus)
    {
        await client.CatchUpAsync();
        var changed = Math.Max(1, skus / OneIn);
        await RushAsync(traffic, database, creator, changed);
        var delta = await client.MeasureAsync(c => c.CatchUpAsync());
        foreach (var id in client.Copy.Keys.Order(StringComparer.Ordinal).Where((_, i) => i % OneIn == 0).ToList()) client.Copy[id]--;
        var mend = await client.MeasureAsync(c => c.MendAsync());
        var full = await client.MeasureAsync(c => c.DownloadAsync());
        if (delta.Count < changed || mend.Count < changed || full.Count < skus) throw new InvalidOperationException($"{delta.Count} changes, {mend.Count} mended, {full.Count} listed");
        return
        [
            Told($"resync: {changed:N0} of {full.Count:N0} SKUs changed while offline, by delta", delta, full),
            Told($"resync: {mend.Count:N0} of {full.Count:N0} SKUs wrong in the copy, found by checksums", mend, full),
            new("resync: straightforward, the whole list again", full.Bytes / 1_000d, "KB", Took(full.Took)),
        ];
    }

    private static Measurement Told(string name, (long Bytes, TimeSpan Took, int Count) some, (long Bytes, TimeSpan Took, int Count) full) =>
        new(name, some.Bytes / 1_000d, "KB", string.Create(CultureInfo.InvariantCulture, $"{Took(some.Took)}, {(double)some.Bytes / full.Bytes:P1} of the whole list's bytes"), Times: (double)full.Bytes / some.Bytes);

    private static string Took(TimeSpan took) => string.Create(CultureInfo.InvariantCulture, $"{took.TotalMilliseconds:N0} ms");

    private static async Task RushAsync(PacedTraffic traffic, NpgsqlDataSource database, string creator, int count)
    {
        var before = await HeadAsync(database, creator);
        await traffic.RushAsync(count);
        await Eventually.Async(async () => await HeadAsync(database, creator) >= before + count, TimeSpan.FromMinutes(5), $"{count} changes are in the feed", TimeSpan.FromMilliseconds(100));
    }

    private static async Task<long> HeadAsync(NpgsqlDataSource database, string creator)
    {
        await using var command = database.CreateCommand("select coalesce(sum(version), 0)::bigint from mt_streams where tenant_id = $1");
        command.Parameters.Add(new() { Value = creator });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<long> SelectAsync(NpgsqlDataSource database, string creator)
    {
        await using var command = database.CreateCommand("""
            select f.seq, f.topic, f.id, f.occurred_at, f.recorded_at, s.mt_version, s.data
            from change_feed f left join mt_doc_stockitem s on s.tenant_id = f.tenant_id and s.id = f.id
            where f.tenant_id = $1 order by f.seq
            """);
        command.Parameters.Add(new() { Value = creator });
        await using var row = await command.ExecuteReaderAsync();
        var (rows, bytes) = (0L, 0L);
        while (await row.ReadAsync())
        {
            rows++;
            bytes += row.IsDBNull(6) ? 0 : row.GetFieldValue<byte[]>(6).Length;
        }
        return bytes >= 0 ? rows : 0;
    }
}
