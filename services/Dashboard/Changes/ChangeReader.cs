using CreatorFlow.Hosting.Database;
using Npgsql;

namespace CreatorFlow.Dashboard.Changes;

/// <summary>Reads a creator's change feed by position. Positions become visible in their order, so nothing is ever skipped. Thread-safe.</summary>
internal sealed class ChangeReader(NpgsqlDataSource database) : IDisposable
{
    // However many streams wake at once, requests of people find connections free.
    private const int StreamsReadAtOnce = 16;

    // Positions that one read looks over: what changes again among them is read at its last place alone. Pages of few changes
    // look over few, or each of them would read a long stretch again.
    private const int StretchPerChange = 100;
    private const int LongestStretch = 20_000;
    private static readonly string ReadPage = Sql.Load("Changes/read.sql");
    private static readonly string ReadBounds = Sql.Load("Changes/bounds.sql");
    private static readonly string ReadHeads = Sql.Load("Changes/heads.sql");
    private readonly SemaphoreSlim streams = new(StreamsReadAtOnce);

    /// <summary>For live streams: waits its turn among them.</summary>
    public async Task<ChangePage> ReadForStreamAsync(string creator, long after, int limit, CancellationToken cancellation)
    {
        await streams.WaitAsync(cancellation);
        try
        {
            return await ReadAsync(creator, after, limit, cancellation);
        }
        finally
        {
            streams.Release();
        }
    }

    public async Task<ChangePage> ReadAsync(string creator, long after, int limit, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(ReadPage);
        command.Parameters.Add(new() { Value = creator });
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = limit });
        command.Parameters.Add(new() { Value = Math.Min(LongestStretch, limit * StretchPerChange) });
        var changes = new List<Change>();
        var hasMore = false;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            changes.Add(Change.Render(Changed(reader)));
            hasMore = reader.GetBoolean(7);
        }
        // What changed up to here and again behind comes at its last place; the last position looked over is its aggregate's last.
        return new(changes, changes.Count > 0 ? changes[^1].Position : after, hasMore);
    }

    /// <summary>The feed's newest position, 0 before the first, and its oldest that is still kept.</summary>
    public async Task<(long Head, long Oldest)> BoundsAsync(string creator, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(ReadBounds);
        command.Parameters.Add(new() { Value = creator });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    /// <summary>The newest positions of several creators.</summary>
    public async Task<IReadOnlyDictionary<string, long>> HeadsAsync(IEnumerable<string> creators, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(ReadHeads);
        command.Parameters.Add(new() { Value = creators.ToArray() });
        var heads = new Dictionary<string, long>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) heads[reader.GetString(0)] = reader.GetInt64(1);
        return heads;
    }

    public void Dispose() => streams.Dispose();

    private static ChangedAggregate Changed(NpgsqlDataReader row) => new(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetInt64(3),
        row.GetDateTime(4), row.GetDateTime(5), row.IsDBNull(6) ? null : row.GetFieldValue<byte[]>(6), row.IsDBNull(8) ? null : row.GetString(8));
}
