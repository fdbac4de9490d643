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
    private static readonly string ReadChanged = Sql.Load("Connections/read-all.sql");
    private static readonly string PauseOne = Sql.Load("Connections/pause.sql");
    private static readonly string PauseOrders = Sql.Load("Connections/pause-orders.sql");
    private static readonly string UpsertOne = Sql.Load("Connections/upsert.sql");

    /// <summary>The connection, or null when there is none.</summary>
    public async Task<Connection?> FindAsync(string id, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(ReadOne);
        command.Parameters.Add(new() { Value = id });
        return (await ReadAsync(command, cancellation)).SingleOrDefault();
    }

    /// <summary>Connections changed after a moment, the oldest change first; all of them for <see cref="DateTimeOffset.MinValue"/>.</summary>
    public async Task<IReadOnlyList<Connection>> ChangedSinceAsync(DateTimeOffset moment, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(ReadChanged);
        command.Parameters.Add(new() { Value = moment });
        return await ReadAsync(command, cancellation);
    }

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

    private async Task<IReadOnlyList<Connection>> ReadAsync(NpgsqlCommand command, CancellationToken cancellation)
    {
        var found = new List<Connection>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) found.Add(Read(reader));
        return found;
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
