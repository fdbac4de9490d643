using CreatorFlow.Accounts.Audit;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Security;
using Npgsql;

namespace CreatorFlow.Accounts.Connections;

/// <summary>Replaces a connection's secrets, and keeps when each was last used. Thread-safe.</summary>
public sealed class SecretStore(NpgsqlDataSource database, SecretProtector protector)
{
    private static readonly string Replace = Sql.Load("Connections/replace-secrets.sql");
    private static readonly string NoteAll = Sql.Load("Connections/note-uses.sql");
    private static readonly string ReadUses = Sql.Load("Connections/read-uses.sql");

    /// <summary>Replaces the secrets of a connection as it was read.</summary>
    /// <param name="asRead">The connection.</param>
    /// <param name="secrets">What counts from now on.</param>
    /// <param name="change">What is recorded.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>False when the connection changed since; nothing was written.</returns>
    public async Task<bool> ReplaceAsync(Connection asRead, ConnectionSecrets secrets, SecretChange change, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(change);
        await using var command = database.CreateCommand(Replace);
        command.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = asRead.CreatorId }, new() { Value = asRead.Id }, new() { Value = asRead.UpdatedAt }, new() { Value = protector.Protect(secrets) },
            new() { Value = change.Actor.Id }, new() { Value = change.Actor.Name }, new() { Value = change.Type }, new() { Value = change.SecretId },
        });
        return await command.ExecuteNonQueryAsync(cancellation) == 1;
    }

    /// <summary>Writes when secrets were last used, all at once; an earlier time than the one known changes nothing.</summary>
    public async Task NoteUsesAsync(IReadOnlyList<SecretUse> uses, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(NoteAll);
        command.Parameters.Add(new() { Value = uses.Select(u => u.ConnectionId).ToArray() });
        command.Parameters.Add(new() { Value = uses.Select(u => u.SecretId).ToArray() });
        command.Parameters.Add(new() { Value = uses.Select(u => u.At).ToArray() });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>By the secrets' ids; one that never verified anything is not among them.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> LastUsesAsync(string creatorId, string connectionId, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(ReadUses);
        command.Parameters.Add(new() { Value = creatorId });
        command.Parameters.Add(new() { Value = connectionId });
        var found = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) found[reader.GetString(0)] = reader.GetFieldValue<DateTimeOffset>(1);
        return found;
    }
}

/// <summary>A secret has verified a webhook.</summary>
/// <param name="ConnectionId">Whose.</param>
/// <param name="SecretId">Of <see cref="Connections.SecretId"/>.</param>
/// <param name="At">UTC.</param>
public sealed record SecretUse(string ConnectionId, string SecretId, DateTimeOffset At);

/// <summary>A change of a connection's secrets, as it is recorded: never the secret.</summary>
/// <param name="Type"><see cref="Rotated"/> or <see cref="Deleted"/>.</param>
/// <param name="SecretId">Of <see cref="Connections.SecretId"/>: the new one, or the one that was deleted.</param>
/// <param name="Actor">Who made it.</param>
public sealed record SecretChange(string Type, string SecretId, Actor Actor)
{
    public const string Rotated = "access.secret_rotated";
    public const string Deleted = "access.secret_deleted";
}
