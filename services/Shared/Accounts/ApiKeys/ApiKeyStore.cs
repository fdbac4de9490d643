using CreatorFlow.Hosting.Database;
using Npgsql;

namespace CreatorFlow.Accounts.ApiKeys;

/// <summary>API keys, kept as hashes only. Thread-safe.</summary>
public sealed class ApiKeyStore(NpgsqlDataSource database)
{
    private static readonly string FindOne = Sql.Load("ApiKeys/find.sql");
    private static readonly string UpsertOne = Sql.Load("ApiKeys/upsert.sql");

    /// <summary>The key with this hash, or null when there is none or it was revoked.</summary>
    public async Task<ApiKey?> FindAsync(byte[] hash, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(FindOne);
        command.Parameters.Add(new() { Value = hash });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new ApiKey(reader.GetString(0), reader.GetString(1), reader.GetFieldValue<string[]>(2))
            : null;
    }

    /// <summary>Creates or replaces a key.</summary>
    /// <returns>False when the id belongs to another creator; nothing was written.</returns>
    public async Task<bool> SaveAsync(ApiKey key, string name, byte[] hash, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(UpsertOne);
        command.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = key.Id }, new() { Value = key.CreatorId }, new() { Value = name },
            new() { Value = key.Scopes.ToArray() }, new() { Value = hash },
        });
        return await command.ExecuteNonQueryAsync(cancellation) == 1;
    }
}
