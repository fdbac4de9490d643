using CreatorFlow.Hosting.Database;
using Npgsql;

namespace CreatorFlow.Dashboard.Streaming;

/// <summary>Tells which keys still open: a stream outlives by far the check that let it in. Thread-safe.</summary>
internal sealed class LiveKeys(NpgsqlDataSource database)
{
    private static readonly string Read = Sql.Load("Streaming/valid-keys.sql");

    public async Task<IReadOnlySet<string>> ValidAsync(IEnumerable<string> ids, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Read);
        command.Parameters.Add(new() { Value = ids.ToArray() });
        var valid = new HashSet<string>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) valid.Add(reader.GetString(0));
        return valid;
    }
}
