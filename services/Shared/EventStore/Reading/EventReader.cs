using System.Runtime.CompilerServices;
using CreatorFlow.EventStore.Appending;
using Npgsql;

namespace CreatorFlow.EventStore.Reading;

/// <summary>Reads streams. Thread-safe.</summary>
public sealed class EventReader(NpgsqlDataSource database)
{
    private static readonly string LoadStreams = EventAppender.SqlText("Reading/load-streams.sql");
    private static readonly string LoadEvents = EventAppender.SqlText("Reading/load-events.sql");
    private static readonly string LoadVersions = EventAppender.SqlText("Reading/load-versions.sql");
    private static readonly string LoadStreamAt = EventAppender.SqlText("Reading/load-stream-at.sql");
    private static readonly string LoadEventsAt = EventAppender.SqlText("Reading/load-events-at.sql");
    private static readonly string ReadStream = EventAppender.SqlText("Reading/read-stream.sql");
    private static readonly string ReadAll = EventAppender.SqlText("Reading/read-all.sql");

    /// <summary>Loads many streams in one round trip; a stream that does not exist is not in the answer.</summary>
    /// <param name="keys">The streams.</param>
    /// <param name="snapshotSchema">Only snapshots of this shape are used; after a change of shape the events are folded again.</param>
    /// <param name="cancellation">Stops the read.</param>
    /// <exception cref="ArchivedEventsException">A stream's early events are archived and no snapshot of this shape covers them.</exception>
    public async Task<IReadOnlyDictionary<StreamKey, StreamHistory>> LoadAsync(IReadOnlyCollection<StreamKey> keys, int snapshotSchema, CancellationToken cancellation)
    {
        var loaded = await LoadAsFarAsync(keys, snapshotSchema, cancellation);
        return loaded.Values.FirstOrDefault(s => !s.IsWhole) is { } broken ? throw Gap(broken) : loaded;
    }

    /// <summary>As <see cref="LoadAsync"/>, for a caller that goes on with the other streams: one whose early events are archived
    /// without a snapshot of this shape is in the answer and not whole (<see cref="StreamHistory.IsWhole"/>).</summary>
    /// <param name="keys">The streams.</param>
    /// <param name="snapshotSchema">Only snapshots of this shape are used.</param>
    /// <param name="cancellation">Stops the read.</param>
    public async Task<IReadOnlyDictionary<StreamKey, StreamHistory>> LoadAsFarAsync(IReadOnlyCollection<StreamKey> keys, int snapshotSchema, CancellationToken cancellation)
    {
        var loaded = await LoadOnceAsync(keys, snapshotSchema, cancellation);
        // The batch's two statements see two moments: a snapshot committed between them leaves a gap that a second look closes.
        return loaded.Values.All(s => s.IsWhole) ? loaded : await LoadOnceAsync(keys, snapshotSchema, cancellation);
    }

    /// <summary>The versions at which many streams stand, in one round trip; a stream that does not exist is not in the answer.</summary>
    public async Task<IReadOnlyDictionary<StreamKey, long>> VersionsAsync(IReadOnlyCollection<StreamKey> keys, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(LoadVersions);
        command.Parameters.Add(new() { Value = keys.Select(k => k.Tenant).ToArray() });
        command.Parameters.Add(new() { Value = keys.Select(k => k.Id).ToArray() });
        var versions = new Dictionary<StreamKey, long>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) versions[new(reader.GetString(0), reader.GetString(1))] = reader.GetInt64(2);
        return versions;
    }

    /// <summary>One stream as it was at a version.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="version">At least 1 and at most the stream's version.</param>
    /// <param name="snapshotSchema">Only snapshots of this shape are used.</param>
    /// <param name="cancellation">Stops the read.</param>
    /// <exception cref="ArchivedEventsException">Events up to that version are archived and no snapshot of this shape covers them.</exception>
    public async Task<StreamHistory> LoadAtAsync(StreamKey stream, long version, int snapshotSchema, CancellationToken cancellation)
    {
        var history = await LoadAtOnceAsync(stream, version, snapshotSchema, cancellation);
        if (!history.IsWhole) history = await LoadAtOnceAsync(stream, version, snapshotSchema, cancellation);
        return history.IsWhole ? history : throw Gap(history);
    }

    private async Task<StreamHistory> LoadAtOnceAsync(StreamKey stream, long version, int snapshotSchema, CancellationToken cancellation)
    {
        await using var batch = database.CreateBatch();
        foreach (var text in (string[])[LoadStreamAt, LoadEventsAt])
            batch.BatchCommands.Add(new(text) { Parameters = { new() { Value = stream.Tenant }, new() { Value = stream.Id }, new() { Value = snapshotSchema }, new() { Value = version } } });
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var history = await reader.ReadAsync(cancellation)
            ? new StreamHistory(stream, version, reader.GetFieldValue<byte[]>(1), reader.GetInt64(0))
            : new StreamHistory(stream, version, null);
        await reader.NextResultAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) history.Events.Add(Event(reader));
        return history;
    }

    private static ArchivedEventsException Gap(StreamHistory history) =>
        ArchivedEventsException.Of(history.Stream, history.SnapshotVersion, history.Events.FirstOrDefault()?.Version ?? history.Version + 1);

    private async Task<Dictionary<StreamKey, StreamHistory>> LoadOnceAsync(IReadOnlyCollection<StreamKey> keys, int snapshotSchema, CancellationToken cancellation)
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
        loaded[key] = row.IsDBNull(4)
            ? new StreamHistory(key, row.GetInt64(2), null)
            : new StreamHistory(key, row.GetInt64(2), row.GetFieldValue<byte[]>(4), row.GetInt64(3));
    }

    internal static StoredEvent Event(NpgsqlDataReader row) => new(row.GetInt64(0), new(row.GetString(1), row.GetString(2)),
        row.GetInt64(3), row.GetString(4), row.GetFieldValue<byte[]>(5), row.GetFieldValue<DateTimeOffset>(6));
}
