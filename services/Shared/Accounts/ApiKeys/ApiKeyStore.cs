using CreatorFlow.Hosting.Database;
using Npgsql;

namespace CreatorFlow.Accounts.ApiKeys;

/// <summary>API keys, kept as hashes only. Thread-safe.</summary>
public sealed class ApiKeyStore(NpgsqlDataSource database, TimeProvider clock)
{
    private static readonly string FindOne = Sql.Load("ApiKeys/find.sql");
    private static readonly string FindById = Sql.Load("ApiKeys/find-by-id.sql");
    private static readonly string NoteUse = Sql.Load("ApiKeys/note-use.sql");
    private static readonly string UpsertOne = Sql.Load("ApiKeys/upsert.sql");
    private static readonly TimeSpan Coarse = TimeSpan.FromMinutes(1);

    /// <summary>The key with this hash, or null when there is none, it was revoked or it has expired.</summary>
    public Task<ApiKey?> FindAsync(byte[] hash, CancellationToken cancellation) => FindAsync(FindOne, hash, cancellation);

    /// <summary>As <see cref="FindAsync(byte[],CancellationToken)"/>, by the key's public id: for what was issued to it.</summary>
    public Task<ApiKey?> FindByIdAsync(string id, CancellationToken cancellation) => FindAsync(FindById, id, cancellation);

    /// <summary>Remembers that a key was used now; writes at most once a minute.</summary>
    public async Task NoteUseAsync(ApiKey key, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(key);
        var now = clock.GetUtcNow();
        if (key.LastUsedAt is null || key.LastUsedAt <= now - Coarse) await database.RunAsync(NoteUse, cancellation, key.Id, now);
    }

    /// <summary>Creates or replaces a key.</summary>
    /// <returns>False when the id belongs to another creator; nothing was written.</returns>
    public async Task<bool> SaveAsync(ApiKey key, string name, byte[] hash, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(key);
        return await database.RunAsync(UpsertOne, cancellation, key.Id, key.CreatorId, name, key.Scopes.ToArray(), hash) == 1;
    }

    private async Task<ApiKey?> FindAsync(string sql, object by, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(sql).With(by, clock.GetUtcNow());
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation)) return null;
        return new ApiKey(reader.GetString(0), reader.GetString(1), reader.GetFieldValue<string[]>(2))
        {
            Name = reader.GetString(3), ExpiresAt = reader.Moment(4), LastUsedAt = reader.Moment(5),
        };
    }
}
