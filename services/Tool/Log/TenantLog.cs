using CreatorFlow.EventStore;
using CreatorFlow.Hosting.Database;
using Npgsql;

namespace CreatorFlow.Tool.Log;

/// <summary>The log, creator by creator, in bulk.</summary>
internal static class TenantLog
{
    private static readonly string Tenants = Sql.Load("Log/tenants.sql");
    private static readonly string Events = Sql.Load("Log/events.sql");

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
    /// <param name="prefix">Only streams whose id begins with it.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async IAsyncEnumerable<StoredEvent> EventsAsync(NpgsqlConnection connection, string tenant, string prefix,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        // What is sorted, is sorted in memory: one creator's events, or as much of them as fits.
        await connection.RunAsync("set work_mem = '64MB'", cancellation);
        await foreach (var stored in connection.RowsAsync(Events, Read, cancellation, tenant, prefix)) yield return stored;
    }

    /// <summary>A row of <c>seq_id, tenant_id, stream_id, version, type, data, timestamp</c>.</summary>
    public static StoredEvent Read(NpgsqlDataReader row) => new(row.GetInt64(0), new(row.GetString(1), row.GetString(2)),
        row.GetInt64(3), row.GetString(4), row.GetFieldValue<byte[]>(5), row.GetFieldValue<DateTimeOffset>(6));
}
