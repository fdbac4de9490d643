using System.Security.Cryptography;
using System.Text.Json;
using CreatorFlow.Accounts.Audit;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Security;
using Npgsql;

namespace CreatorFlow.Accounts.Connections;

/// <summary>Reads and writes connections; secrets are encrypted on the way in and opened on the way out. Thread-safe.</summary>
public sealed class ConnectionStore(NpgsqlDataSource database, SecretProtector protector)
{
    private static readonly string ReadOne = Sql.Load("Connections/read.sql");
    private static readonly string ReadChanged = Sql.Load("Connections/read-changed.sql");
    private static readonly string PauseOne = Sql.Load("Connections/pause.sql");
    private static readonly string PauseOrders = Sql.Load("Connections/pause-orders.sql");
    private static readonly string UpsertOne = Sql.Load("Connections/upsert.sql");

    /// <summary>The connection, or null when there is none.</summary>
    public async Task<Connection?> FindAsync(string id, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(ReadOne);
        command.Parameters.Add(new() { Value = id });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? Read(reader) : null;
    }

    /// <summary>Connections changed after a moment, all of them for <see cref="DateTimeOffset.MinValue"/>, and some besides; the oldest change first. One that cannot be read keeps
    /// no other away.</summary>
    /// <param name="moment">UTC.</param>
    /// <param name="besides">Ids of those that are read whenever they changed.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="NpgsqlException">PostgreSQL cannot be asked.</exception>
    public async Task<IReadOnlyList<ChangedConnection>> ChangedSinceAsync(DateTimeOffset moment, string[] besides, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(ReadChanged).With(moment, besides);
        var found = new List<ChangedConnection>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) found.Add(ReadChange(reader));
        return found;
    }

    /// <summary>By which errors a row is unreadable, to this process and with this key ring.</summary>
    public static bool IsUnreadable(Exception error) => error is CryptographicException or JsonException or FormatException;

    /// <summary>Creates or replaces a connection.</summary>
    /// <returns>False when the id belongs to another creator or platform already; nothing was written.</returns>
    public async Task<bool> SaveAsync(Connection connection, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(UpsertOne);
        command.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = connection.Id }, new() { Value = connection.CreatorId }, new() { Value = connection.Platform },
            new() { Value = connection.Name }, new() { Value = JsonSerializer.Serialize(connection.Settings) },
            new() { Value = protector.Protect(connection.Secrets) },
        });
        return await command.ExecuteNonQueryAsync(cancellation) == 1;
    }

    /// <summary>Pauses or resumes what is pushed to a creator's connection; doing it again changes nothing.</summary>
    /// <returns>False when the creator has no such connection.</returns>
    public Task<bool> PauseAsync(string creatorId, string id, bool paused, Actor actor, CancellationToken cancellation) => PauseAsync(PauseOne, creatorId, id, paused, actor, cancellation);

    /// <summary>Pauses or resumes reading a creator's orders at a connection's platform; doing it again changes nothing.</summary>
    /// <returns>False when the creator has no such connection.</returns>
    public Task<bool> PauseOrdersAsync(string creatorId, string id, bool paused, Actor actor, CancellationToken cancellation) => PauseAsync(PauseOrders, creatorId, id, paused, actor, cancellation);

    private async Task<bool> PauseAsync(string sql, string creatorId, string id, bool paused, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var command = database.CreateCommand(sql);
        command.Parameters.AddRange(new NpgsqlParameter[] { new() { Value = creatorId }, new() { Value = id }, new() { Value = paused }, new() { Value = actor.Id }, new() { Value = actor.Name } });
        return await command.ExecuteNonQueryAsync(cancellation) == 1;
    }

    private ChangedConnection ReadChange(NpgsqlDataReader row)
    {
        var change = new ChangedConnection(row.GetString(0), row.GetString(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(8));
        try
        {
            return change with { Opened = Read(row) };
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return change with { Error = e.GetType().Name };
        }
    }

    private Connection Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetString(0),
        CreatorId = row.GetString(1),
        Platform = row.GetString(2),
        Name = row.GetString(3),
        Settings = JsonSerializer.Deserialize<Dictionary<string, string>>(row.GetString(4))!,
        Secrets = protector.Unprotect<ConnectionSecrets>(row.GetFieldValue<byte[]>(5)),
        Paused = row.GetBoolean(6),
        OrdersPaused = row.GetBoolean(7),
        UpdatedAt = row.GetFieldValue<DateTimeOffset>(8),
    };
}

/// <summary>A connection as it was last changed.</summary>
/// <param name="Id">Its own.</param>
/// <param name="CreatorId">Whose.</param>
/// <param name="Platform">One of <see cref="Contracts.Platforms"/>.</param>
/// <param name="UpdatedAt">Changes whenever the row does.</param>
public sealed record ChangedConnection(string Id, string CreatorId, string Platform, DateTimeOffset UpdatedAt)
{
    /// <summary>With its secrets in the clear; null when it cannot be read.</summary>
    public Connection? Opened { get; init; }

    /// <summary>Why it cannot be read: an exception's name.</summary>
    public string? Error { get; init; }
}
