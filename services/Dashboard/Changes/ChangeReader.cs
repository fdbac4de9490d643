using System.Collections.Concurrent;
using CreatorFlow.Hosting.Database;
using Npgsql;

namespace CreatorFlow.Dashboard.Changes;

/// <summary>Reads a creator's change feed by position. Positions become visible in their order, so nothing is ever skipped. Thread-safe.</summary>
internal sealed class ChangeReader(NpgsqlDataSource database)
{
    private static readonly string ReadPage = Sql.Load("Changes/read.sql");
    private static readonly string ReadBounds = Sql.Load("Changes/bounds.sql");
    private static readonly string ReadHeads = Sql.Load("Changes/heads.sql");
    private readonly ConcurrentDictionary<(string Creator, long After, int Limit), Lazy<Task<ChangePage>>> underWay = new();

    /// <summary>A page after a position; connections that ask for the same one at the same time share the read.</summary>
    public async Task<ChangePage> ReadSharedAsync(string creator, long after, int limit)
    {
        var key = (creator, after, limit);
        var read = underWay.GetOrAdd(key, k => new(() => ReadAsync(k.Creator, k.After, k.Limit, CancellationToken.None)));
        try
        {
            return await read.Value;
        }
        finally
        {
            underWay.TryRemove(KeyValuePair.Create(key, read));
        }
    }

    public async Task<ChangePage> ReadAsync(string creator, long after, int limit, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(ReadPage);
        command.Parameters.Add(new() { Value = creator });
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = limit });
        var rows = new List<Change>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            rows.Add(Change.Render(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3),
                reader.GetFieldValue<DateTimeOffset>(4), reader.GetFieldValue<DateTimeOffset>(5), reader.IsDBNull(6) ? null : reader.GetFieldValue<byte[]>(6)));
        var last = rows.Count > 0 ? rows[^1].Position : after;
        return new([.. rows.GroupBy(c => (c.Topic, c.Id)).Select(g => g.Last()).OrderBy(c => c.Position)], last, rows.Count == limit);
    }

    /// <summary>The feed's newest and oldest positions; 0 and 1 for an empty one.</summary>
    public async Task<(long Head, long Oldest)> BoundsAsync(string creator, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(ReadBounds);
        command.Parameters.Add(new() { Value = creator });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    /// <summary>The newest positions of several creators.</summary>
    public async Task<IReadOnlyDictionary<string, long>> HeadsAsync(IReadOnlyCollection<string> creators, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(ReadHeads);
        command.Parameters.Add(new() { Value = creators.ToArray() });
        var heads = new Dictionary<string, long>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) heads[reader.GetString(0)] = reader.GetInt64(1);
        return heads;
    }
}
