using CreatorFlow.Accounts.Audit;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Security;
using Npgsql;

namespace CreatorFlow.Accounts.AlertWebhooks;

/// <summary>A creator's webhooks for alerts, as its owner handles them; every change is recorded with who made it. Thread-safe.</summary>
public sealed class AlertWebhookStore(NpgsqlDataSource database, SecretProtector protector, TimeProvider clock)
{
    /// <summary>Webhooks that a creator can have.</summary>
    public const int Most = 10;

    /// <summary>Tests of one webhook that can wait.</summary>
    public const int MostTests = 3;

    private static readonly string LockOwner = Sql.Load("ApiKeys/lock-owner.sql");
    private static readonly string CreateOne = Sql.Load("AlertWebhooks/create.sql");
    private static readonly string ReadAll = Sql.Load("AlertWebhooks/list.sql");
    private static readonly string ReplaceSecrets = Sql.Load("AlertWebhooks/replace-secrets.sql");
    private static readonly string PauseOne = Sql.Load("AlertWebhooks/pause.sql");
    private static readonly string ResumeOne = Sql.Load("AlertWebhooks/resume.sql");
    private static readonly string DeleteOne = Sql.Load("AlertWebhooks/delete.sql");
    private static readonly string TestOne = Sql.Load("AlertWebhooks/test.sql");
    private static readonly string ReadDeliveries = Sql.Load("AlertWebhooks/deliveries.sql");

    /// <summary>Makes a webhook; it is told what begins from now on.</summary>
    /// <returns>It; null when the creator has <see cref="Most"/> already.</returns>
    public async Task<AlertWebhook?> CreateAsync(string creatorId, string name, Uri address, IReadOnlyList<string> kinds, string secret, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(address);
        var now = clock.GetUtcNow();
        var made = new AlertWebhook
        {
            CreatorId = creatorId, Id = Guid.CreateVersion7().ToString("N"), Name = name, Address = address.AbsoluteUri, Kinds = kinds, Secrets = new() { Current = secret, CurrentSince = now },
            CreatedAt = now, CreatedBy = actor.Id, UpdatedAt = now,
        };
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        // Two at the same time count each other.
        await using (var locked = new NpgsqlCommand(LockOwner, connection).With(creatorId)) await locked.ExecuteNonQueryAsync(cancellation);
        await using var command = new NpgsqlCommand(CreateOne, connection)
            .With(creatorId, made.Id, name, made.Address, kinds.ToArray(), protector.Protect(made.Secrets), now, actor.Id, actor.Name, address.Host, (long)Most);
        if (await command.ExecuteNonQueryAsync(cancellation) != 1) return null;
        await transaction.CommitAsync(cancellation);
        return made;
    }

    /// <summary>All that a creator has, the oldest first.</summary>
    public async Task<IReadOnlyList<AlertWebhook>> ListAsync(string creatorId, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(ReadAll).With(creatorId);
        var found = new List<AlertWebhook>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) found.Add(Read(reader, creatorId));
        return found;
    }

    /// <summary>One of them, or null.</summary>
    public async Task<AlertWebhook?> FindAsync(string creatorId, string id, CancellationToken cancellation) => (await ListAsync(creatorId, cancellation)).FirstOrDefault(w => w.Id == id);

    /// <summary>A new secret beside the one that was current.</summary>
    /// <param name="asRead">The webhook.</param>
    /// <param name="secret">The new one.</param>
    /// <param name="grace">How long the one that it replaces signs as well; zero: not at all.</param>
    /// <param name="actor">Who wants it.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What signs from now on; null when the webhook changed since it was read.</returns>
    public async Task<ConnectionSecrets?> RotateAsync(AlertWebhook asRead, string secret, TimeSpan grace, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(asRead);
        ArgumentNullException.ThrowIfNull(actor);
        var secrets = asRead.Secrets.Rotated(secret, clock.GetUtcNow(), grace);
        return await database.RunAsync(ReplaceSecrets, cancellation, asRead.CreatorId, asRead.Id, asRead.UpdatedAt, protector.Protect(secrets), clock.GetUtcNow(), actor.Id, actor.Name) == 1 ? secrets : null;
    }

    /// <summary>Pauses a webhook, or resumes one that is paused or was disabled; doing it again changes nothing.</summary>
    /// <returns>False when the creator has no such webhook.</returns>
    public async Task<bool> PauseAsync(string creatorId, string id, bool paused, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return await database.RunAsync(paused ? PauseOne : ResumeOne, cancellation, creatorId, id, clock.GetUtcNow(), actor.Id, actor.Name) == 1
            || await FindAsync(creatorId, id, cancellation) is not null;
    }

    /// <summary>Deletes a webhook, with what waits for it.</summary>
    /// <returns>False when the creator has no such webhook.</returns>
    public async Task<bool> DeleteAsync(string creatorId, string id, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return await database.RunAsync(DeleteOne, cancellation, creatorId, id, clock.GetUtcNow(), actor.Id, actor.Name) == 1;
    }

    /// <summary>Has a message sent that says nothing, once.</summary>
    /// <returns>Its id; null when <see cref="MostTests"/> wait, or the webhook was deleted.</returns>
    public async Task<string?> TestAsync(string creatorId, string id, string body, CancellationToken cancellation)
    {
        var delivery = NewDeliveryId();
        return await database.RunAsync(TestOne, cancellation, creatorId, id, delivery, body, (long)MostTests) == 1 ? delivery : null;
    }

    /// <summary>A webhook's messages, the newest first.</summary>
    public async Task<IReadOnlyList<AlertDelivery>> DeliveriesAsync(string creatorId, string id, int limit, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(ReadDeliveries).With(creatorId, id, limit);
        var found = new List<AlertDelivery>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            found.Add(new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetFieldValue<DateTimeOffset>(5), row.GetInt32(6), row.Moment(7), row.Moment(8),
                row.IsDBNull(9) ? null : row.GetInt32(9), row.Text(10), row.Moment(11)));
        return found;
    }

    /// <summary>The header <c>webhook-id</c> of a new message.</summary>
    public static string NewDeliveryId() => $"msg_{Guid.CreateVersion7():N}";

    private AlertWebhook Read(NpgsqlDataReader row, string creatorId) => new()
    {
        CreatorId = creatorId,
        Id = row.GetString(0),
        Name = row.GetString(1),
        Address = row.GetString(2),
        Kinds = row.GetFieldValue<string[]>(3),
        Secrets = protector.Unprotect<ConnectionSecrets>(row.GetFieldValue<byte[]>(4)),
        CreatedAt = row.GetFieldValue<DateTimeOffset>(5),
        CreatedBy = row.GetString(6),
        UpdatedAt = row.GetFieldValue<DateTimeOffset>(7),
        PausedAt = row.Moment(8),
        DisabledAt = row.Moment(9),
        DisabledBecause = row.Text(10),
        DeliveredAt = row.Moment(11),
    };
}
