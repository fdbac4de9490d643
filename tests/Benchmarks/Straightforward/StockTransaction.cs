using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace CreatorFlow.Benchmarks.Straightforward;

/// <summary>One event in one transaction, in three round trips: key and state; event, state and outbox; commit. Thread-safe.</summary>
internal sealed class StockTransaction(NpgsqlDataSource database)
{
    public async Task ApplyAsync(StockMessage message)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (await ReadAsync(connection, message) is not var (onHand, version)) return; // it was applied before
        await WriteAsync(connection, message, onHand + message.Delta, version + 1);
        await transaction.CommitAsync();
    }

    /// <returns>The stock, locked; null for a message whose key is known.</returns>
    private static async Task<(long OnHand, long Version)?> ReadAsync(NpgsqlConnection connection, StockMessage message)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("insert into processed (creator_id, key, at) values ($1, $2, $3) on conflict do nothing returning key")
                {
                    Parameters = { new() { Value = message.CreatorId }, new() { Value = message.Key }, new() { Value = DateTimeOffset.UtcNow } },
                },
                new("select on_hand, version from stock where creator_id = $1 and sku = $2 for update")
                {
                    Parameters = { new() { Value = message.CreatorId }, new() { Value = message.Sku } },
                },
            },
        };
        await using var row = await batch.ExecuteReaderAsync();
        if (!await row.ReadAsync()) return null;
        await row.NextResultAsync();
        return await row.ReadAsync() ? (row.GetInt64(0), row.GetInt64(1)) : (0, 0);
    }

    private static async Task WriteAsync(NpgsqlConnection connection, StockMessage message, long onHand, long version)
    {
        var now = DateTimeOffset.UtcNow;
        var data = string.Create(CultureInfo.InvariantCulture, $$"""{"location":"default","delta":{{message.Delta}},"onHand":{{onHand}}}""");
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("insert into events (creator_id, sku, version, key, type, data, occurred_at, recorded_at) values ($1, $2, $3, $4, 'inventory.stock_updated', $5, $6, $7)")
                {
                    Parameters =
                    {
                        new() { Value = message.CreatorId }, new() { Value = message.Sku }, new() { Value = version }, new() { Value = message.Key },
                        new() { Value = data, NpgsqlDbType = NpgsqlDbType.Jsonb }, new() { Value = message.OccurredAt }, new() { Value = now },
                    },
                },
                new("""
                    insert into stock (creator_id, sku, on_hand, version, updated_at) values ($1, $2, $3, $4, $5)
                    on conflict (creator_id, sku) do update set on_hand = excluded.on_hand, version = excluded.version, updated_at = excluded.updated_at
                    """)
                {
                    Parameters = { new() { Value = message.CreatorId }, new() { Value = message.Sku }, new() { Value = onHand }, new() { Value = version }, new() { Value = now } },
                },
                new("insert into outbox (creator_id, payload, created_at) values ($1, $2, $3)")
                {
                    Parameters =
                    {
                        new() { Value = message.CreatorId },
                        new() { Value = string.Create(CultureInfo.InvariantCulture, $$"""{"sku":"{{message.Sku}}","onHand":{{onHand}}}"""), NpgsqlDbType = NpgsqlDbType.Jsonb },
                        new() { Value = now },
                    },
                },
            },
        };
        await batch.ExecuteNonQueryAsync();
    }
}
