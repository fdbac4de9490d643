using System.Globalization;
using System.Text.Json;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Projection.Outbox;
using CreatorFlow.Projection.Recording;
using Npgsql;

namespace CreatorFlow.Projection.Expiring;

/// <summary>Moves what is due from the table to the outbox, in one transaction; any number may run at once.</summary>
/// <remarks>The outbox sends at least once; the delivery's key, made of order and time, lets it count once.</remarks>
internal sealed class ExpiryQueue(NpgsqlDataSource database, TimeProvider clock)
{
    public const string Topic = "order.payment_overdue";
    private static readonly string TakeDue = Sql.Load("Expiring/take-due.sql");
    private static readonly string InsertOutbox = Sql.Load("Outbox/insert.sql");

    /// <returns>How many orders were asked; the table may hold more.</returns>
    public async Task<int> MoveDueAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var due = await TakeAsync(connection, now, cancellation);
        if (due.Count == 0) return 0;
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.Add(InsertOutbox, due.Column(e => e.CreatorId), due.Column(_ => WorkQueues.OwnPartition),
            due.JsonColumn(e => JsonSerializer.SerializeToUtf8Bytes(Message(e, now))), Batches.Value(now));
        await batch.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return due.Count;
    }

    private static Delivery Message(Expiry e, DateTimeOffset now)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{Topic}:{e.Platform}:{e.OrderId}:{e.DueAt.ToUnixTimeMilliseconds()}");
        return new()
        {
            Id = Guid.CreateVersion7().ToString("n"), CreatorId = e.CreatorId, ConnectionId = e.ConnectionId, Platform = e.Platform, Topic = Topic,
            IdempotencyKey = key, Checksum = key, ReceivedAt = now, Events = [new PaymentOverdue { OrderId = e.OrderId, OccurredAt = e.DueAt }],
        };
    }

    private static async Task<List<Expiry>> TakeAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(TakeDue, connection);
        command.Parameters.Add(new() { Value = now });
        var due = new List<Expiry>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            due.Add(new(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetFieldValue<DateTimeOffset>(4)));
        return due;
    }
}
