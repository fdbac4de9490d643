using CreatorFlow.EventStore;
using CreatorFlow.EventStore.Appending;
using CreatorFlow.EventStore.Reading;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Testing.Servers;
using Npgsql;

namespace CreatorFlow.Tests.Integration.EventStore;

/// <summary>The event store's own tables in a database of its own.</summary>
public sealed class EventStoreUnderTest : IAsyncLifetime
{
    internal NpgsqlDataSource Database { get; private set; } = null!;

    internal EventReader Reader => new(Database);

    public async Task InitializeAsync()
    {
        Database = NpgsqlDataSource.Create(await PrivateServers.Shared.CreateDatabaseAsync());
        await Migrations.ApplyAsync(Database, typeof(EventReader).Assembly, "event-store");
    }

    public async Task DisposeAsync() => await Database.DisposeAsync();

    internal static string NewCreator() => $"creator-{Guid.CreateVersion7():n}";

    internal static NewEvent Event(string data = """{"Delta":1}""", int ordinal = 0) =>
        new(Guid.CreateVersion7(), "test.counted", System.Text.Encoding.UTF8.GetBytes(data), "{}"u8.ToArray(), "correlated", null, ordinal);

    internal async Task AppendAsync(StreamKey stream, long expected, DateTimeOffset now, int count = 1)
    {
        await using var batch = Database.CreateBatch();
        EventAppender.Append(batch, [new(stream, "counter", expected, [.. Enumerable.Range(0, count).Select(i => Event($$"""{"Delta":{{i + 1}},"Big":12345678901234567890.120}""", i))])], now);
        await batch.ExecuteNonQueryAsync();
    }

    internal async Task<T> ReadAsync<T>(string sql, params object[] values)
    {
        await using var command = Database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return (T)(await command.ExecuteScalarAsync())!;
    }

    internal async Task<int> RunAsync(string sql, params object[] values)
    {
        await using var command = Database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>Every column of a creator's events, in order: to be compared.</summary>
    internal async Task<List<string>> RowsAsync(string creator)
    {
        await using var command = Database.CreateCommand("select to_jsonb(e)::text from mt_events e where tenant_id = $1 order by seq_id");
        command.Parameters.Add(new() { Value = creator });
        var rows = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) rows.Add(reader.GetString(0));
        return rows;
    }
}
