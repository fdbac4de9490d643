using CreatorFlow.EventStore;
using CreatorFlow.Hosting.Database;
using Npgsql;

namespace CreatorFlow.Tool.Log;

/// <summary>The log, creator by creator, in bulk.</summary>
internal static class TenantLog
{
    private static readonly string Tenants = Sql.Load("Log/tenants.sql");
    private static readonly string Events = Sql.Load("Log/events.sql");
    private static readonly string Ended = Sql.Load("Log/ended-streams.sql");

    /// <summary>Every creator with streams, and its number of events; the largest first, so that work on several at a time ends together.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="creator">Only this one; all when null.</param>
    /// <param name="streamType">Only streams of this type; all when null.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<IReadOnlyList<(string Tenant, long Events)>> TenantsAsync(NpgsqlConnection connection, string? creator, string? streamType, CancellationToken cancellation) =>
        await connection.RowsAsync(Tenants, r => (r.GetString(0), r.GetInt64(1)), cancellation, creator, streamType).ToListAsync(cancellation);

    /// <summary>Events of one creator, stream by stream, in order of versions, as one statement sees them.</summary>
    /// <param name="connection">Busy until the end.</param>
    /// <param name="tenant">Whose.</param>
    /// <param name="model">Only its streams.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async IAsyncEnumerable<LoggedEvent> EventsAsync(NpgsqlConnection connection, string tenant, ReadModel model,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        // What is sorted, is sorted in memory: one creator's events, or as much of them as fits.
        await connection.RunAsync("set work_mem = '64MB'", cancellation);
        await foreach (var stored in connection.RowsAsync(Events, ReadLogged, cancellation, tenant, model.StreamPrefix, model.Schema)) yield return stored;
    }

    /// <summary>Streams of one creator whose last event is archived, each as its snapshot.</summary>
    /// <param name="connection">Busy until the end.</param>
    /// <param name="tenant">Whose.</param>
    /// <param name="model">Only its streams.</param>
    /// <param name="streams">Only these; all when null.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async IAsyncEnumerable<(string Stream, StreamFold Fold)> EndedAsync(NpgsqlConnection connection, string tenant, ReadModel model, string[]? streams,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var rows = connection.RowsAsync(Ended, r => (Stream: r.GetString(0), Version: r.GetInt64(1), Snapshot: r.GetFieldValue<byte[]>(2), At: r.GetFieldValue<DateTimeOffset>(3)),
            cancellation, tenant, model.StreamPrefix, model.Schema, streams ?? []);
        await foreach (var row in rows)
        {
            var fold = model.Begin();
            fold.StandIn(row.Version, row.At, row.Snapshot);
            yield return (row.Stream, fold);
        }
    }

    /// <summary>As <see cref="Read"/>, and the snapshot that stands in for archived events before it.</summary>
    public static LoggedEvent ReadLogged(NpgsqlDataReader row) => new(Read(row), row.IsDBNull(7) ? null : row.GetFieldValue<byte[]>(7));

    /// <summary>A row of <c>seq_id, tenant_id, stream_id, version, type, data, timestamp</c>.</summary>
    public static StoredEvent Read(NpgsqlDataReader row) => new(row.GetInt64(0), new(row.GetString(1), row.GetString(2)),
        row.GetInt64(3), row.GetString(4), row.GetFieldValue<byte[]>(5), row.GetFieldValue<DateTimeOffset>(6));
}

/// <summary>An event, and where events before it are archived, the snapshot of the stream up to it.</summary>
/// <param name="Stored">The event.</param>
/// <param name="Boundary">Null when the event before is there, or when nothing stands in for it.</param>
internal readonly record struct LoggedEvent(StoredEvent Stored, byte[]? Boundary);
