using CreatorFlow.Testing.Platform;
using System.Text.Json;
using Npgsql;

namespace CreatorFlow.Tests.Integration.Dashboard;

public sealed class Analytics(SharedFixture<DashboardUnderTest> shared) : IClassFixture<SharedFixture<DashboardUnderTest>>
{
    private readonly DashboardUnderTest api = shared.Value;

    [Fact]
    public async Task Orders_count_on_the_day_of_the_persons_own_clock()
    {
        var shelf = api.NewCreator();
        await shelf.StoreOrderAsync("1", placed: new(2026, 11, 21, 23, 30, 0, TimeSpan.Zero));
        await shelf.StoreOrderAsync("2", placed: new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero), amount: 501);
        await shelf.StoreOrderAsync("3", status: "cancelled", placed: new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero));
        var utc = await FiguresAsync(shelf.Creator, "orders?from=2026-11-20&to=2026-11-22");
        Assert.Equal(["2026-11-21 c1 3 1 2 2500 USD"], utc.Select(Line));
        var berlin = await FiguresAsync(shelf.Creator, "orders?from=2026-11-20&to=2026-11-22&timeZone=Europe/Berlin");
        Assert.Equal(["2026-11-21 c1 2 1 1 501 USD", "2026-11-22 c1 1 0 1 1999 USD"], berlin.Select(Line));
        Assert.Empty(await FiguresAsync(shelf.Creator, "orders?from=2026-11-22&to=2026-11-22"));
        Assert.Empty(await FiguresAsync(api.NewCreator().Creator, "orders?from=2026-11-20&to=2026-11-22"));
    }

    [Fact]
    public async Task Skus_come_by_units_sold_and_stock_by_days_left()
    {
        var shelf = api.NewCreator();
        await shelf.StoreAsync("TEE", 6, wake: false);
        await shelf.StoreAsync("MUG", 9, wake: false);
        for (var i = 0; i < 3; i++) await shelf.StoreOrderAsync($"{i}", placed: DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()).AddDays(-i - 1));
        var sku = Assert.Single((await api.ReadAsync(shelf.Creator, "/api/v1/analytics/skus")).GetProperty("items").EnumerateArray());
        Assert.Equal(("TEE", 3, 3, 5_997), (sku.GetProperty("sku").GetString(), sku.GetProperty("units").GetInt32(), sku.GetProperty("orders").GetInt32(), sku.GetProperty("revenue")[0].GetProperty("amountMinor").GetInt32()));
        var stock = await api.ReadAsync(shelf.Creator, "/api/v1/analytics/stock?days=30");
        Assert.Equal(["TEE 60.0", "MUG "], stock.GetProperty("items").EnumerateArray().Select(i => $"{i.GetProperty("sku")} {i.GetProperty("daysLeft")}"));
        Assert.Equal((2, 1, 11_994), (stock.GetProperty("skus").GetInt32(), stock.GetProperty("unpriced").GetInt32(), stock.GetProperty("value")[0].GetProperty("amountMinor").GetInt32()));
    }

    [Fact]
    public async Task Synchronisation_shows_latency_by_day_and_accuracy_by_run()
    {
        var shelf = api.NewCreator();
        await shelf.RecordAsync("inventory-TEE", 10, """{"ConnectionId":"c1","LatencyMs":40}""");
        await RunAsync("update mt_events set type = 'sync.completed', data = jsonb_set(data, '{LatencyMs}', to_jsonb(version * 10)) where tenant_id = $1", shelf.Creator);
        await RunAsync("update mt_events set type = 'sync.failed', data = '{\"ConnectionId\":\"c1\",\"Code\":\"shopify.away\"}' where tenant_id = $1 and version = 10", shelf.Creator);
        await RunAsync("insert into sync_runs (id, tenant_id, connection_id, platform, dry_run, asked_by, status, requested_at, finished_at, listings, drifting) values ('r', $1, 'c1', 'shopify', true, 'person', 'completed', now(), '2026-11-21T12:00Z', 3, 1)", shelf.Creator);
        var figures = await api.ReadAsync(shelf.Creator, "/api/v1/analytics/sync?from=2026-11-20&to=2026-11-22");
        var day = Assert.Single(figures.GetProperty("latency").EnumerateArray());
        Assert.Equal(("2026-11-21", 9, 1, 50, 90, 90), (day.GetProperty("day").GetString(), day.GetProperty("completed").GetInt32(), day.GetProperty("failed").GetInt32(), day.GetProperty("latencyP50Ms").GetInt32(), day.GetProperty("latencyP95Ms").GetInt32(), day.GetProperty("latencyMaxMs").GetInt32()));
        Assert.Equal(0.666666m, Assert.Single(figures.GetProperty("accuracy").EnumerateArray()).GetProperty("accuracy").GetDecimal());
    }

    [Theory]
    [InlineData("orders?from=yesterday", "day.invalid")]
    [InlineData("orders?to=0001-01-01", "day.invalid")]
    [InlineData("orders?from=2026-11-22&to=2026-11-21", "range.invalid")]
    [InlineData("orders?from=2024-01-01&to=2026-11-21", "range.invalid")]
    [InlineData("sync?from=2026-01-01&to=2026-11-21", "range.invalid")]
    [InlineData("skus?timeZone=Mars/Base", "time_zone.invalid")]
    [InlineData("skus?timeZone=UTC%2B5", "time_zone.invalid")]
    [InlineData("skus?limit=0", "limit.invalid")]
    [InlineData("stock?days=0", "days.invalid")]
    [InlineData("stock?limit=501", "limit.invalid")]
    public async Task What_cannot_be_asked_is_refused_by_its_code(string query, string code) => Assert.Equal((400, code), await api.RefusalAsync("anyone", $"/api/v1/analytics/{query}"));

    private async Task<List<JsonElement>> FiguresAsync(string creator, string query) => [.. (await api.ReadAsync(creator, $"/api/v1/analytics/{query}")).GetProperty("items").EnumerateArray()];

    private static string Line(JsonElement day) =>
        $"{day.GetProperty("day")} {day.GetProperty("connectionId")} {day.GetProperty("orders")} {day.GetProperty("cancelled")} {day.GetProperty("units")} {day.GetProperty("revenue")[0].GetProperty("amountMinor")} {day.GetProperty("revenue")[0].GetProperty("currency")}";

    private async Task RunAsync(string sql, string creator)
    {
        await using var command = api.Database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = creator });
        await command.ExecuteNonQueryAsync();
    }
}
