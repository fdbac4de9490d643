using CreatorFlow.Accounts.Audit;
using CreatorFlow.Hosting.Database;
using Npgsql;

namespace CreatorFlow.Accounts.ApiKeys;

/// <summary>Keys as their owner handles them; every change is recorded with who made it. Thread-safe.</summary>
public sealed class KeyDesk(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Live keys that a creator can have.</summary>
    public const int Most = 100;

    private static readonly string ReadPage = Sql.Load("ApiKeys/list.sql");
    private static readonly string CreateOne = Sql.Load("ApiKeys/create.sql");
    private static readonly string RotateOne = Sql.Load("ApiKeys/rotate.sql");
    private static readonly string RevokeOne = Sql.Load("ApiKeys/revoke.sql");
    private static readonly string ReadState = Sql.Load("ApiKeys/state.sql");
    private static readonly string LockOwner = Sql.Load("ApiKeys/lock-owner.sql");

    /// <summary>A creator's keys, the newest first, ended ones too.</summary>
    /// <param name="creatorId">Whose.</param>
    /// <param name="before">The last key of the page before, or null for the first page.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<IReadOnlyList<ListedKey>> ListAsync(string creatorId, (DateTimeOffset CreatedAt, string Id)? before, int limit, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(ReadPage).With(creatorId, before?.CreatedAt ?? DateTimeOffset.MaxValue, before?.Id ?? "", limit);
        var found = new List<ListedKey>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            found.Add(new(reader.GetString(0), reader.GetFieldValue<string[]>(1), reader.GetString(2), reader.GetFieldValue<DateTimeOffset>(3), reader.Moment(4), reader.Moment(5), reader.Moment(6),
                reader.Text(7), reader.Text(8)));
        return found;
    }

    /// <returns>The key, told this once; null when the creator has <see cref="Most"/> already.</returns>
    public async Task<IssuedKey?> CreateAsync(string creatorId, string name, string role, DateTimeOffset? expiresAt, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var issued = Issue(expiresAt);
        await using var command = database.CreateCommand(CreateOne).With(issued.Id, creatorId, name, role, ApiKey.Hash(issued.Key), issued.CreatedAt, Or(expiresAt), actor.Id, actor.Name, (long)Most);
        return await command.ExecuteNonQueryAsync(cancellation) == 1 ? issued : null;
    }

    /// <summary>A new key of the same name and role beside one that stays live. What that one had replaced ends now.</summary>
    /// <param name="creatorId">Whose.</param>
    /// <param name="id">The key that is replaced.</param>
    /// <param name="previousUntil">When it ends; null: when it is revoked.</param>
    /// <param name="expiresAt">When the new one ends; null: when it is revoked.</param>
    /// <param name="actor">Who wants it.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The key, told this once; null when there is no such live key or it was rotated already.</returns>
    public async Task<IssuedKey?> RotateAsync(string creatorId, string id, DateTimeOffset? previousUntil, DateTimeOffset? expiresAt, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var issued = Issue(expiresAt);
        try
        {
            await using var command = database.CreateCommand(RotateOne).With(creatorId, id, issued.Id, ApiKey.Hash(issued.Key), issued.CreatedAt, Or(previousUntil), Or(expiresAt), actor.Id, actor.Name);
            return await command.ExecuteNonQueryAsync(cancellation) == 1 ? issued : null;
        }
        catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "api_keys_by_replaced" })
        {
            return null; // somebody rotated it at the same time
        }
    }

    /// <summary>Ends a key. The lock makes two owners who revoke each other's last key come one after the other.</summary>
    public async Task<KeyRevocation> RevokeAsync(string creatorId, string id, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await RunAsync(connection, LockOwner, cancellation, creatorId);
        var state = await StateAsync(connection, creatorId, id, now, cancellation);
        if (state != KeyRevocation.Revoked) return state;
        await RunAsync(connection, RevokeOne, cancellation, creatorId, id, now, actor.Id, actor.Name);
        await transaction.CommitAsync(cancellation);
        return state;
    }

    private static async Task<KeyRevocation> StateAsync(NpgsqlConnection connection, string creatorId, string id, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ReadState, connection).With(creatorId, id, now);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation) || reader.GetBoolean(0)) return KeyRevocation.NotFound;
        return reader.GetBoolean(1) && !reader.GetBoolean(2) ? KeyRevocation.LastOwner : KeyRevocation.Revoked;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection).With(values);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private IssuedKey Issue(DateTimeOffset? expiresAt) => new(Guid.CreateVersion7().ToString("N"), NewSecret.Key(), clock.GetUtcNow(), expiresAt);

    private static object Or(DateTimeOffset? moment) => moment is { } time ? time : DBNull.Value;
}
