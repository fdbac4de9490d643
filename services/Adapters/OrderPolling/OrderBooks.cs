using System.Text.Json;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Contracts.ReadModels;
using CreatorFlow.Hosting.Database;
using Npgsql;

namespace CreatorFlow.Adapters.OrderPolling;

/// <summary>What is known of orders already: deliveries by their keys, and the orders as the API shows them. Thread-safe.</summary>
internal sealed class OrderBooks(NpgsqlDataSource database)
{
    private static readonly string FindKeys = Sql.Load("OrderPolling/find-keys.sql");
    private static readonly string FindOrders = Sql.Load("OrderPolling/find-orders.sql");

    /// <summary>Those of the keys that were recorded.</summary>
    public async Task<HashSet<string>> RecordedAsync(Connection connection, IEnumerable<string> keys, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(FindKeys).With(connection.CreatorId, keys.ToArray());
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var recorded = new HashSet<string>(StringComparer.Ordinal);
        while (await row.ReadAsync(cancellation)) recorded.Add(row.GetString(0));
        return recorded;
    }

    /// <summary>The orders by the platform's ids; those that nobody heard of are missing.</summary>
    public async Task<Dictionary<string, OrderSummary>> OrdersAsync(Connection connection, IEnumerable<string> orderIds, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(FindOrders).With(connection.CreatorId, orderIds.Select(id => $"{connection.Platform}-{id}").ToArray());
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var orders = new Dictionary<string, OrderSummary>(StringComparer.Ordinal);
        while (await row.ReadAsync(cancellation))
            if (JsonSerializer.Deserialize<OrderSummary>(row.GetString(0)) is { } order) orders[order.PlatformOrderId] = order;
        return orders;
    }
}
