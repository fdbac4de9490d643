using System.Text.Json;
using CreatorFlow.Contracts;
using CreatorFlow.Hosting.Database;
using Npgsql;

namespace CreatorFlow.Dashboard.Analytics;

/// <summary>Figures out of orders, stock, pushes and reconciliations, as they are stored.</summary>
internal sealed class AnalyticsQueries(NpgsqlDataSource database, TimeProvider clock)
{
    private static readonly string Orders = Sql.Load("Analytics/orders.sql");
    private static readonly string Skus = Sql.Load("Analytics/skus.sql");
    private static readonly string Stock = Sql.Load("Analytics/stock.sql");
    private static readonly string Sync = Sql.Load("Analytics/sync.sql");
    private static readonly string Accuracy = Sql.Load("Analytics/accuracy.sql");

    public Task<List<DayOfOrders>> OrdersAsync(string creator, DayRange days, CancellationToken cancellation) =>
        ReadAsync(Over(Orders, creator, days), r => new DayOfOrders(r.GetFieldValue<DateOnly>(0), r.GetString(1), r.GetString(2), r.GetInt64(3), r.GetInt64(4), r.GetInt64(5), r.GetInt64(6), Amounts(r, 7), Amounts(r, 8)), cancellation);

    /// <summary>Those that sold the most units first.</summary>
    public Task<List<SkuSales>> SkusAsync(string creator, DayRange days, int limit, CancellationToken cancellation) =>
        ReadAsync(Over(Skus, creator, days).With(limit), r => new SkuSales(r.GetString(0), Text(r, 1), r.GetInt64(2), r.GetInt64(3), r.GetInt64(4), Amounts(r, 5)), cancellation);

    public async Task<StockFigures> StockAsync(string creator, int days, int limit, CancellationToken cancellation)
    {
        var (value, all, unpriced) = ((IReadOnlyList<Money>)[], 0L, 0L);
        var items = await ReadAsync(database.CreateCommand(Stock).With(creator, clock.GetUtcNow(), days, limit), r =>
        {
            (value, all, unpriced) = (Amounts(r, 9), r.GetInt64(10), r.GetInt64(11));
            return new StockOutlook(r.GetString(0), Text(r, 1), r.GetInt64(2), r.GetInt64(3), r.GetInt64(4), r.GetDecimal(5), r.IsDBNull(6) ? null : r.GetDecimal(6),
                r.IsDBNull(7) ? null : new Money(r.GetInt64(8), r.GetString(7)));
        }, cancellation);
        return new(days, all, unpriced, value, items);
    }

    public async Task<SyncFigures> SyncAsync(string creator, DayRange days, CancellationToken cancellation)
    {
        var latency = await ReadAsync(Over(Sync, creator, days), r => new DayOfPushes(r.GetFieldValue<DateOnly>(0), r.GetString(1), r.GetInt64(2), r.GetInt64(3), Number(r, 4), Number(r, 5), Number(r, 6)), cancellation);
        var accuracy = await ReadAsync(Over(Accuracy, creator, days), r => new AccuracyMark(r.GetString(0), r.GetString(1), r.GetDateTime(2), r.GetInt64(3), r.GetInt64(4), Share(r.GetInt64(3), r.GetInt64(4))), cancellation);
        return new(days.From, days.To, days.TimeZone, latency, accuracy);
    }

    /// <summary>Listings without drift among all; never rounded up to 1.</summary>
    public static decimal Share(long listings, long drifting) => Math.Round((decimal)(listings - drifting) / listings, 6, MidpointRounding.ToZero);

    private NpgsqlCommand Over(string sql, string creator, DayRange days) => database.CreateCommand(sql).With(creator, days.From, days.To, days.TimeZone);

    private static async Task<List<T>> ReadAsync<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        await using var _ = command;
        var found = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) found.Add(read(reader));
        return found;
    }

    private static IReadOnlyList<Money> Amounts(NpgsqlDataReader r, int column) => JsonSerializer.Deserialize<List<Money>>(r.GetString(column)) ?? [];

    private static string? Text(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);

    private static long? Number(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetInt64(column);
}
