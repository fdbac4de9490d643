using System.Collections.Concurrent;
using System.Globalization;
using CreatorFlow.EventStore;
using CreatorFlow.EventStore.Appending;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Projection;
using CreatorFlow.Tests.Integration.EventStore;
using Npgsql;

namespace CreatorFlow.Tests.Integration.Feed;

/// <summary>Writes transactions as Projection does, by its own statements; some it holds open for a while, some it rolls back.</summary>
internal sealed class FeedWriter(NpgsqlDataSource database, int number, int seed, IReadOnlyList<string> creators)
{
    private const int Streams = 4;
    private static readonly string AppendToFeed = Sql.Load(typeof(ProjectionModule).Assembly, "Feed/append.sql");
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);
    private readonly Random random = new(seed);
    private readonly Dictionary<StreamKey, long> versions = [];

    /// <summary>Ids of committed changes by creator: the stream and its version after the change.</summary>
    public ConcurrentQueue<(string Creator, string Change)> Committed { get; } = [];

    /// <summary>Committed events.</summary>
    public int Events { get; private set; }

    public async Task RunAsync(int events)
    {
        await using var connection = await database.OpenConnectionAsync();
        while (Events < events) await WriteAsync(connection);
    }

    private async Task WriteAsync(NpgsqlConnection connection)
    {
        var appends = (from creator in creators
                       where random.Next(2) == 0
                       from stream in Enumerable.Range(0, Streams)
                       where random.Next(2) == 0
                       let key = new StreamKey(creator, $"inventory-w{number}s{stream}")
                       select new StreamAppend(key, "stock", versions.GetValueOrDefault(key), [.. Enumerable.Range(0, random.Next(1, 5)).Select(i => EventStoreUnderTest.Event(ordinal: i))])).ToList();
        if (appends.Count == 0) return;
        await using var transaction = await connection.BeginTransactionAsync();
        await AppendAsync(connection, transaction, appends);
        await HoldAsync(connection, transaction);
        if (random.Next(8) == 0)
        {
            await transaction.RollbackAsync();
            return;
        }
        await transaction.CommitAsync();
        foreach (var a in appends)
        {
            versions[a.Stream] = a.ExpectedVersion + a.Events.Count;
            Events += a.Events.Count;
            Committed.Enqueue((a.Stream.Tenant, Change(a)));
        }
    }

    private static async Task AppendAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, List<StreamAppend> appends)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        EventAppender.Append(batch, appends, Now);
        var feed = new NpgsqlBatchCommand(AppendToFeed);
        foreach (var value in new object[]
        {
            appends.ConvertAll(a => a.Stream.Tenant), appends.ConvertAll(_ => "inventory"), appends.ConvertAll(Change),
            appends.ConvertAll(a => a.ExpectedVersion + a.Events.Count), appends.ConvertAll(_ => Now), Now, appends.ConvertAll(_ => (string?)null),
        }) feed.Parameters.Add(new() { Value = value });
        batch.BatchCommands.Add(feed);
        await batch.ExecuteNonQueryAsync();
    }

    /// <summary>Open for as long as some round trips take: others write and commit meanwhile.</summary>
    private async Task HoldAsync(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        for (var i = random.Next(4) == 0 ? random.Next(1, 12) : 0; i > 0; i--)
        {
            await using var wait = new NpgsqlCommand("select 1", connection, transaction);
            await wait.ExecuteNonQueryAsync();
        }
    }

    /// <summary>A name of its own for each change, so that a page leaves none out for a later one of the same aggregate.</summary>
    private static string Change(StreamAppend a) => string.Create(CultureInfo.InvariantCulture, $"{a.Stream.Id}@{a.ExpectedVersion + a.Events.Count}");
}
