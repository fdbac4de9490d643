using System.Runtime.CompilerServices;
using CreatorFlow.EventStore.Appending;
using Npgsql;

namespace CreatorFlow.EventStore.Reading;

/// <summary>Reads streams. Thread-safe.</summary>
public sealed class EventReader(NpgsqlDataSource database)
{
    private static readonly string LoadStreams = EventAppender.SqlText("Reading/load-streams.sql");
    private static readonly string LoadEvents = EventAppender.SqlText("Reading/load-events.sql");
    private static readonly string ReadStream = EventAppender.SqlText("Reading/read-stream.sql");
    private static readonly string ReadAll = EventAppender.SqlText("Reading/read-all.sql");

    /// <summary>Loads many streams in one round trip; a stream that does not exist is not in the answer.</summary>
    /// <param name="keys">The streams.</param>
    /// <param name="snapshotSchema">Only snapshots of this shape are used; after a change of shape the events are folded again.</param>
    /// <param name="cancellation">Stops the read.</param>
    public async Task<IReadOnlyDictionary<StreamKey, StreamHistory>> LoadAsync(IReadOnlyCollection<StreamKey> keys, int snapshotSchema, CancellationToken cancellation)
    {
        var loaded = new Dictionary<StreamKey, StreamHistory>();
        if (keys.Count == 0) return loaded;
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Command(LoadStreams, keys, snapshotSchema));
        batch.BatchCommands.Add(Command(LoadEvents, keys, snapshotSchema));
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) AddStream(loaded, reader);
        await reader.NextResultAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var stored = Event(reader);
            if (loaded.TryGetValue(stored.Stream, out var stream) && stored.Version <= stream.Version) stream.Events.Add(stored);
        }
        return loaded;
    }

    /// <summary>A stream's events after a version, in order.</summary>
    public async Task<IReadOnlyList<StoredEvent>> ReadAsync(StreamKey stream, long afterVersion, int limit, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(ReadStream);
        command.Parameters.Add(new() { Value = stream.Tenant });
        command.Parameters.Add(new() { Value = stream.Id });
        command.Parameters.Add(new() { Value = afterVersion });
        command.Parameters.Add(new() { Value = limit });
        var events = new List<StoredEvent>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) events.Add(Event(reader));
        return events;
    }

    /// <summary>Every event of a tenant, stream by stream, each in order of versions.</summary>
    public async IAsyncEnumerable<StoredEvent> ReadTenantAsync(string tenant, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(ReadAll);
        command.Parameters.Add(new() { Value = tenant });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) yield return Event(reader);
    }

    private static NpgsqlBatchCommand Command(string text, IReadOnlyCollection<StreamKey> keys, int snapshotSchema)
    {
        var command = new NpgsqlBatchCommand(text);
        command.Parameters.Add(new() { Value = keys.Select(k => k.Tenant).ToArray() });
        command.Parameters.Add(new() { Value = keys.Select(k => k.Id).ToArray() });
        command.Parameters.Add(new() { Value = snapshotSchema });
        return command;
    }

    private static void AddStream(Dictionary<StreamKey, StreamHistory> loaded, NpgsqlDataReader row)
    {
        var key = new StreamKey(row.GetString(0), row.GetString(1));
        loaded[key] = new StreamHistory(key, row.GetInt64(2), row.IsDBNull(4) ? null : row.GetFieldValue<byte[]>(4), row.IsDBNull(3) ? 0 : row.GetInt64(3));
    }

    internal static StoredEvent Event(NpgsqlDataReader row) => new(row.GetInt64(0), new(row.GetString(1), row.GetString(2)),
        row.GetInt64(3), row.GetString(4), row.GetFieldValue<byte[]>(5), row.GetFieldValue<DateTimeOffset>(6));
}
