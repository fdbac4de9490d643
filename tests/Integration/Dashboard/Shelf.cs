using System.Globalization;
using System.Text.Json;
using CreatorFlow.Contracts.ReadModels;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Redis;
using CreatorFlow.Projection;
using Npgsql;

namespace CreatorFlow.Tests.Integration.Dashboard;

/// <summary>Writes one creator's rows as Projection does: documents, events, the archive, the feed by its own statement.</summary>
internal sealed class Shelf(NpgsqlDataSource database, RedisCache redis, string creator)
{
    private static readonly string AppendToFeed = Sql.Load(typeof(ProjectionModule).Assembly, "Feed/append.sql");
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);

    public string Creator { get; } = creator;

    /// <summary>Stores a SKU at a version and tells of it.</summary>
    public async Task StoreAsync(string sku, long version, bool wake = true, Func<Task>? beforeCommit = null, string? title = null)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await RunAsync(connection, """
            insert into mt_doc_stockitem (tenant_id, id, data, mt_version, mt_last_modified) values ($1, $2, $3::jsonb, $4, $5)
            on conflict (tenant_id, id) do update set data = excluded.data, mt_version = excluded.mt_version, mt_last_modified = excluded.mt_last_modified
            """, Creator, sku, JsonSerializer.Serialize(Item(sku, version, title)), version, Start.AddSeconds(version));
        var head = await AppendAsync(connection, "inventory", sku, version);
        if (beforeCommit is not null) await beforeCommit();
        await transaction.CommitAsync();
        if (wake) await redis.TryPublishAsync($"feed:{Creator}", head.ToString(CultureInfo.InvariantCulture));
    }

    public async Task StoreOrderAsync(string number, string status = "paid", DateTimeOffset? placed = null, string? name = null, long amount = 1_999)
    {
        var order = new OrderSummary
        {
            Id = $"shopify-{number}", Platform = "shopify", PlatformOrderId = number, ConnectionId = "c1", Name = name, Status = status,
            Lines = [new() { LineId = "l1", Sku = "TEE", Quantity = 1, Reserved = 1, Shipped = 0, UnitPrice = new(amount, "USD") }],
            PlacedAt = placed ?? Start, UpdatedAt = Start, Version = 1,
        };
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await RunAsync(connection, "insert into mt_doc_ordersummary (tenant_id, id, data, mt_version, mt_last_modified) values ($1, $2, $3::jsonb, 1, $4)",
            Creator, order.Id, JsonSerializer.Serialize(order), Start);
        await AppendAsync(connection, "orders", order.Id, 1);
        await transaction.CommitAsync();
    }

    /// <summary>Stores events 1 to <paramref name="count"/> of a stream.</summary>
    public async Task RecordAsync(string stream, int count, string data = """{"OnHand":5}""")
    {
        await using var connection = await database.OpenConnectionAsync();
        await RunAsync(connection, "insert into mt_streams (tenant_id, id, version, timestamp, created) values ($1, $2, $3, $4, $4)", Creator, stream, (long)count, Start);
        for (var version = 1L; version <= count; version++)
            await RunAsync(connection, """
                insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, correlation_id, headers)
                values (nextval('mt_events_sequence'), $1, $2, $3, $4::jsonb, 'inventory.stock_updated', $5, $6, 'correlated',
                  '{"OccurredAt":"2026-11-21T09:59:58+00:00","Source":"shopify","TraceParent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}')
                """, Guid.CreateVersion7(), stream, version, data, Start.AddSeconds(version), Creator);
    }

    public async Task<string> ArchiveAsync(byte[] body, string outcome = "applied")
    {
        var id = Guid.CreateVersion7().ToString("n");
        await using var connection = await database.OpenConnectionAsync();
        await RunAsync(connection, """
            insert into deliveries (tenant_id, id, connection_id, platform, topic, received_at, verdict, outcome, idempotency_key, checksum, body)
            values ($1, $2, 'c1', 'shopify', 'orders/create', $3, 'verified', $4, $2, 'sum', $5)
            """, Creator, id, Start, outcome, body);
        return id;
    }

    /// <summary>Takes the feed's oldest rows away, as its retention does.</summary>
    public async Task ForgetUpToAsync(long position)
    {
        await using var connection = await database.OpenConnectionAsync();
        await RunAsync(connection, "delete from change_feed where tenant_id = $1 and seq <= $2", Creator, position);
    }

    private static StockItem Item(string sku, long version, string? title) => new()
    {
        Id = sku, Sku = sku, Title = title ?? $"Title of {sku}", OnHand = version, Reserved = 0, Available = version, Version = version,
        UpdatedAt = Start.AddSeconds(version), Locations = [new("main", version, 0, version)], Channels = [],
    };

    private async Task<long> AppendAsync(NpgsqlConnection connection, string topic, string id, long version)
    {
        await using var append = new NpgsqlCommand(AppendToFeed, connection);
        foreach (var value in new object[] { new[] { Creator }, new[] { topic }, new[] { id }, new[] { version }, new[] { Start }, Start, new string?[] { null } })
            append.Parameters.Add(new() { Value = value });
        await using var reader = await append.ExecuteReaderAsync();
        await reader.ReadAsync();
        return reader.GetInt64(1);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
    }
}
