using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CreatorFlow.Dashboard.Changes;
using CreatorFlow.EventStore;
using CreatorFlow.EventStore.Reading;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Projection;
using CreatorFlow.Testing.Servers;
using Npgsql;
using Xunit.Abstractions;

namespace CreatorFlow.Tests.Integration.Feed;

/// <summary>
/// Slow concurrent writers, some of which give up, and readers that follow them by cursor: nothing is skipped, nothing comes
/// twice. CREATORFLOW_FEED_EVENTS makes the run longer; CREATORFLOW_FEED_SEED another one.
/// </summary>
public sealed class Nothing_is_skipped(ITestOutputHelper output)
{
    private const int Writers = 6;
    private static readonly int Events = Number("CREATORFLOW_FEED_EVENTS", 5_000);
    private static readonly int Seed = Number("CREATORFLOW_FEED_SEED", 20261121);

    [Fact]
    public async Task By_readers_of_the_feed_or_of_the_streams()
    {
        await using var database = NpgsqlDataSource.Create(await PrivateServers.Shared.CreateDatabaseAsync());
        await Migrations.ApplyAsync(database, typeof(EventReader).Assembly, "event-store");
        await Migrations.ApplyAsync(database, typeof(ProjectionModule).Assembly, "projection");
        string[] creators = ["creator-a", "creator-b"];
        var writers = Enumerable.Range(0, Writers).Select(i => new FeedWriter(database, i, Seed + i, creators)).ToList();
        var watch = Stopwatch.StartNew();
        var writing = Task.WhenAll(writers.Select(w => w.RunAsync(Events / Writers + 1)));
        using var changes = new ChangeReader(database);
        var feeds = creators.SelectMany(c => new[] { 1, 7, 500 }.Select(limit => FollowFeedAsync(changes, c, limit, writing))).ToList();
        var streams = creators.Select(c => FollowStreamsAsync(database, c, writing)).ToList();
        await writing;
        await Task.WhenAll([.. feeds, .. streams]);
        output.WriteLine($"seed {Seed}, {writers.Sum(w => w.Events)} events, {writers.Sum(w => w.Committed.Count)} changes in {watch.Elapsed.TotalSeconds:0.0} s");

        Assert.All(feeds, f => Complete(f.Result.Creator, f.Result.Seen, writers));
        Assert.Equal(writers.Sum(w => w.Events), streams.Sum(s => s.Result));
    }

    private static void Complete(string creator, List<(long Position, string Change)> seen, List<FeedWriter> writers)
    {
        Assert.Equal(Enumerable.Range(1, seen.Count).Select(i => (long)i), seen.Select(s => s.Position));
        var told = seen.ConvertAll(s => s.Change);
        // A writer's own commits are one after the other, and so must their positions be.
        foreach (var writer in writers)
        {
            var committed = writer.Committed.Where(c => c.Creator == creator).Select(c => c.Change).ToList();
            var mine = committed.ToHashSet(StringComparer.Ordinal);
            Assert.Equal(committed, told.Where(mine.Contains));
        }
        Assert.Equal(writers.Sum(w => w.Committed.Count(c => c.Creator == creator)), seen.Count);
    }

    private static async Task<(string Creator, List<(long Position, string Change)> Seen)> FollowFeedAsync(ChangeReader reader, string creator, int limit, Task writing)
    {
        var (cursor, seen) = (0L, new List<(long, string)>());
        while (true)
        {
            var last = writing.IsCompleted;
            var page = await reader.ReadAsync(creator, cursor, limit, CancellationToken.None);
            seen.AddRange(page.Changes.Select(c => (c.Position, IdOf(c))));
            cursor = page.Cursor;
            if (last && page.Changes.Count == 0) return (creator, seen);
        }
    }

    /// <summary>As a rebuild follows the log: which streams are further than I am, and what did they get since.</summary>
    private static async Task<long> FollowStreamsAsync(NpgsqlDataSource database, string creator, Task writing)
    {
        var (reader, past, known) = (new EventReader(database), new PastReader(database), new Dictionary<string, long>(StringComparer.Ordinal));
        while (true)
        {
            var last = writing.IsCompleted;
            var moved = (await HeadsAsync(database, creator)).Where(h => h.Version > known.GetValueOrDefault(h.Stream)).ToList();
            if (last && moved.Count == 0) break;
            foreach (var (stream, version) in moved)
            {
                var after = known.GetValueOrDefault(stream);
                var read = await reader.ReadAsync(new(creator, stream), after, limit: 10_000, CancellationToken.None);
                Assert.Equal(Enumerable.Range(1, read.Count).Select(i => after + i), read.Select(e => e.Version));
                Assert.True(read[^1].Version >= version, $"{stream} should have {version} events and ends at {read[^1].Version}");
                known[stream] = read[^1].Version;
            }
        }
        var all = await reader.ReadTenantAsync(creator, CancellationToken.None).ToListAsync();
        foreach (var stream in all.GroupBy(e => e.Stream.Id)) Assert.Equal(Enumerable.Range(1, (int)known[stream.Key]).Select(i => (long)i), stream.Select(e => e.Version));
        foreach (var (stream, version) in known) Assert.True((await past.LoadAsync(new(creator, stream), 1, 0, version, CancellationToken.None)).IsWhole, stream);
        return known.Values.Sum();
    }

    private static async Task<List<(string Stream, long Version)>> HeadsAsync(NpgsqlDataSource database, string creator)
    {
        await using var command = database.CreateCommand("select id, version from mt_streams where tenant_id = $1");
        command.Parameters.Add(new() { Value = creator });
        var heads = new List<(string, long)>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) heads.Add((reader.GetString(0), reader.GetInt64(1)));
        return heads;
    }

    private static string IdOf(Change change)
    {
        using var json = JsonDocument.Parse(change.Json);
        return json.RootElement.GetProperty("id").GetString()!;
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
