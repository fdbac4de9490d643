using CreatorFlow.EventStore.Appending;
using Npgsql;

namespace CreatorFlow.EventStore.Reading;

/// <summary>Reads streams as they were: up to a moment or a version, from the nearest snapshot before it. Thread-safe.</summary>
public sealed class PastReader(NpgsqlDataSource database)
{
    private static readonly string VersionAsOf = EventAppender.SqlText("Reading/version-as-of.sql");
    private static readonly string SnapshotBefore = EventAppender.SqlText("Reading/snapshot-before.sql");
    private static readonly string ReadRange = EventAppender.SqlText("Reading/read-range.sql");

    /// <summary>Where a stream stood at a moment of recording, that moment included; null when there is no such stream.</summary>
    public async Task<StreamMoment?> FindAsync(StreamKey stream, DateTimeOffset asOf, CancellationToken cancellation)
    {
        await using var command = Command(VersionAsOf, stream, asOf.ToUniversalTime());
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation)) return null;
        var found = !reader.IsDBNull(2);
        return new(found ? reader.GetInt64(2) : 0, found ? reader.GetFieldValue<DateTimeOffset>(3) : null,
            reader.GetFieldValue<DateTimeOffset>(0), reader.GetInt64(1));
    }

    /// <summary>A stream's events up to <paramref name="until"/>, with metadata, and the last snapshot at or before <paramref name="from"/> to fold them onto.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="snapshotSchema">Only snapshots of this shape are used.</param>
    /// <param name="from">Events after this version are in the answer for sure; 0 or more.</param>
    /// <param name="until">The last version; at least <paramref name="from"/>, at most the stream's.</param>
    /// <param name="cancellation">Stops the read.</param>
    /// <returns>Check <see cref="StreamHistory.IsWhole"/>: what was archived is missing.</returns>
    public async Task<StreamHistory> LoadAsync(StreamKey stream, int snapshotSchema, long from, long until, CancellationToken cancellation)
    {
        var (version, snapshot) = await SnapshotAsync(stream, snapshotSchema, from, cancellation);
        var history = new StreamHistory(stream, until, snapshot, version);
        await using var command = Command(ReadRange, stream, version, until);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) history.Events.Add(Event(reader));
        return history;
    }

    private async Task<(long Version, byte[]? Data)> SnapshotAsync(StreamKey stream, int schema, long version, CancellationToken cancellation)
    {
        await using var command = Command(SnapshotBefore, stream, schema, version);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)) : (0, null);
    }

    private NpgsqlCommand Command(string sql, StreamKey stream, params object[] values)
    {
        var command = database.CreateCommand(sql);
        foreach (var value in values.Prepend(stream.Id).Prepend(stream.Tenant)) command.Parameters.Add(new() { Value = value });
        return command;
    }

    private static StoredEvent Event(NpgsqlDataReader row) => EventReader.Event(row) with
    {
        Metadata = new(row.GetGuid(7), row.IsDBNull(8) ? null : row.GetFieldValue<byte[]>(8), row.IsDBNull(9) ? null : row.GetString(9), row.IsDBNull(10) ? null : row.GetString(10)),
    };
}
