using System.Diagnostics;
using System.Globalization;
using CreatorFlow.Contracts;
using CreatorFlow.Testing;
using CreatorFlow.Tests.Integration.Adapters;

namespace CreatorFlow.Benchmarks.Channels;

/// <summary>
/// A creator with so many SKUs, each on Shopify, TikTok, Amazon and Instagram: every number is changed and told,
/// and each channel is read and compared whole. Projection and Adapters are processes; the platforms are the
/// simulator's, which counts calls and refuses what is beyond the limits.
/// </summary>
internal static class ChannelsBenchmark
{
    private const string Creator = "bulk";
    private const long Before = 50, After = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(60);
    private static readonly string[] All = [Platforms.Shopify, Platforms.TikTok, Platforms.Amazon, Platforms.Instagram];

    /// <param name="target">Empty servers.</param>
    /// <param name="skus">Of the creator, each on every channel.</param>
    public static async Task<IReadOnlyList<ChannelFigures>> RunAsync(BenchmarkTarget target, int skus)
    {
        var played = (skus * 8 / 7) + 8; // of eight articles the seller ships seven at Amazon
        await using var platforms = await PlayedPlatforms.OpenAsync(Creator, played, All);
        var articles = PlayedPlatforms.Articles(played).Take(skus).ToList();
        await using var services = await BulkServices.StartAsync(target, [.. platforms.Connections.Select(c => c.Connection)]);
        var (publisher, sender) = target.StartPublisher();
        await using var _ = publisher;
        var others = Enumerable.Range(0, played).Except(articles).ToList();
        foreach (var connection in platforms.Connections)
            foreach (var article in Held(connection, articles, others)) connection.Put(article, Before);
        var catalogue = new BulkCatalogue(sender, Creator, articles);
        var scene = new Scene(platforms.Connections, services, articles, articles.Select(a => a / 3).Distinct().Count(), played);
        var watch = Stopwatch.StartNew();
        await services.CountAsync("with all_of_them as (update connections set paused = true returning 1) select count(*) from all_of_them");
        await catalogue.ImportAsync(platforms.Connections, Before);
        await new BulkCatalogue(sender, Creator, others).ImportAsync([.. platforms.Connections.Where(c => c.Platform != Platforms.Amazon)], Before);
        await services.UntilAsync("select count(*) from listings", platforms.Connections.Sum(c => Held(c, articles, others).Count()), "every listing is known");
        // Linked before its number came, a listing is to be told what it shows already.
        await services.CountAsync("with withdrawn as (delete from pushes returning 1), resumed as (update connections set paused = false) select count(*) from withdrawn");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{skus:N0} SKUs with {platforms.Connections.Count * skus:N0} listings are known after {watch.Elapsed.TotalSeconds:0.0} s"));
        return [.. await TellAsync(scene, catalogue), .. await ReadAsync(scene, "read and compare")];
    }

    /// <summary>What Amazon itself ships the other channels show as well: it is read there, and not told.</summary>
    private static IEnumerable<int> Held(PlayedConnection connection, IEnumerable<int> articles, IEnumerable<int> others) =>
        connection.Platform == Platforms.Amazon ? articles : articles.Concat(others);

    /// <summary>All channels at once, as their lanes are.</summary>
    private static async Task<IReadOnlyList<ChannelFigures>> TellAsync(Scene scene, BulkCatalogue catalogue)
    {
        var before = scene.Connections.ToDictionary(c => c, c => c.Calls.Count);
        var since = Stopwatch.StartNew();
        var ends = scene.Connections.Select(connection => EndOfTellingAsync(scene, connection, before[connection], since)).ToList();
        await catalogue.CountAsync(After, "change");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"every number was changed within {since.Elapsed.TotalSeconds:0.0} s"));
        return await Task.WhenAll(ends);
    }

    private static async Task<ChannelFigures> EndOfTellingAsync(Scene scene, PlayedConnection connection, int before, Stopwatch since)
    {
        await scene.Services.UntilAsync($"select count(*) from pushes where connection_id = '{connection.Connection.Id}' and quantity = {After} and status = 'done'", scene.Articles.Count, $"{connection.Platform} was told");
        return ChannelFigures.Of("tell", connection, before, since.Elapsed, Least.ToTell(connection.Platform, scene.Articles.Count, scene.Products), $"{scene.Articles.Count(a => connection.Shown(a) == After):N0} shown");
    }

    private static async Task<IReadOnlyList<ChannelFigures>> ReadAsync(Scene scene, string work)
    {
        var before = scene.Connections.ToDictionary(c => c, c => c.Calls.Count);
        return await Task.WhenAll(scene.Connections.Select(c => CompareAsync(scene, c, work, before[c])));
    }

    private static async Task<ChannelFigures> CompareAsync(Scene scene, PlayedConnection connection, string work, int before)
    {
        var id = Guid.CreateVersion7().ToString("N");
        await scene.Services.CountAsync("""
            insert into sync_runs (tenant_id, id, connection_id, platform, dry_run, asked_by, status, requested_at) values ($1, $2, $3, $4, true, 'person', 'waiting', $5) returning 1
            """, Creator, id, connection.Connection.Id, connection.Platform, TimeProvider.System.GetUtcNow());
        await scene.Services.UntilAsync($"select count(*) from sync_runs where id = '{id}' and status in ('completed', 'failed')", 1, $"{connection.Platform} is compared");
        await using var command = scene.Services.Database.CreateCommand("select extract(epoch from finished_at - started_at)::double precision, status, coalesce(failure, ''), pages, listings, matching from sync_runs where id = $1");
        command.Parameters.Add(new() { Value = id });
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return ChannelFigures.Of(work, connection, before, TimeSpan.FromSeconds(row.GetDouble(0)), Least.ToRead(connection.Platform, scene.Played, (scene.Played + 2) / 3), $"{row.GetString(1)} {row.GetString(2)} {row.GetInt32(3)} pages, {row.GetInt64(5):N0} of {row.GetInt64(4):N0} match");
    }

    private static Task UntilAsync(this BulkServices services, string sql, long count, string what) =>
        Eventually.Async(async () => await services.CountAsync(sql) >= count, Patience, what, every: TimeSpan.FromMilliseconds(250));

    private sealed record Scene(IReadOnlyList<PlayedConnection> Connections, BulkServices Services, IReadOnlyList<int> Articles, int Products, int Played);
}
