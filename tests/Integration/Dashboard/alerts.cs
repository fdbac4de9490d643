using CreatorFlow.Testing.Platform;
using System.Net.Http.Json;
using System.Text.Json;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Tests.Integration.Projection;

namespace CreatorFlow.Tests.Integration.Dashboard;

public sealed class Alerts(SharedFixture<DashboardWithProjection> shared) : IClassFixture<SharedFixture<DashboardWithProjection>>
{
    private readonly DashboardWithProjection api = shared.Value;

    [Fact]
    public async Task Everything_that_is_wrong_is_listed_the_gravest_first_and_nobody_elses()
    {
        var creator = await FillAsync();
        var all = await api.ReadAllAsync(creator, "/api/v1/alerts?limit=2");
        string[] kinds = ["delivery_quarantined", "event_parked", "low_stock", "webhooks_missing", "channel_failing", "channel_inaccurate", "orders_not_read", "push_failed", "channel_paused", "listing_unlinked"];
        Assert.Equal(kinds.Order(StringComparer.Ordinal), all.Select(a => a.GetProperty("kind").GetString()!).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(all.Select(a => Rank(a)), all.Select(a => Rank(a)).Order());
        Assert.All(all, a => Assert.NotEmpty(a.GetProperty("whatToDo").GetString()!));
        var low = all.Single(a => a.GetProperty("kind").GetString() == "low_stock");
        Assert.Equal(("A", 2, "warning", "/inventory/A"), (low.GetProperty("subject").GetString(), low.GetProperty("count").GetInt32(), low.GetProperty("severity").GetString(), low.GetProperty("link").GetString()));
        Assert.Equal(JsonValueKind.String, low.GetProperty("since").ValueKind);
        Assert.Empty(await api.ReadAllAsync(api.NewCreator().Creator, "/api/v1/alerts"));
    }

    [Fact]
    public async Task An_alert_that_was_seen_is_new_when_it_begins_anew()
    {
        var creator = await FillAsync();
        var low = Assert.Single(await api.ReadAllAsync(creator, "/api/v1/alerts?kind=low_stock"));
        Assert.Equal(JsonValueKind.Null, low.GetProperty("acknowledgedAt").ValueKind);
        var address = $"/api/v1/alerts/{low.GetProperty("id").GetString()}/acknowledge";
        Assert.Equal(404, await StatusAsync(api.NewCreator().Creator, address));
        Assert.Equal(200, await StatusAsync(creator, address));
        Assert.Equal(200, await StatusAsync(creator, address));
        Assert.Equal(JsonValueKind.String, Assert.Single(await api.ReadAllAsync(creator, "/api/v1/alerts?kind=low_stock")).GetProperty("acknowledgedAt").ValueKind);
        await AdjustAsync(creator, 20);
        Assert.Empty(await api.ReadAllAsync(creator, "/api/v1/alerts?kind=low_stock"));
        Assert.Equal(404, await StatusAsync(creator, address));
        await AdjustAsync(creator, -21);
        Assert.Equal(JsonValueKind.Null, Assert.Single(await api.ReadAllAsync(creator, "/api/v1/alerts?kind=low_stock")).GetProperty("acknowledgedAt").ValueKind);
    }

    [Fact]
    public async Task Oversold_orders_and_conflicts_in_review_are_alerts()
    {
        var creator = api.NewCreator().Creator;
        var lane = new LaneUnderTest(api.Database, api.Redis, creator);
        await lane.PlayAsync(
            new StockSet { Sku = "A", Quantity = 1, OccurredAt = LaneUnderTest.Start },
            new OrderPlaced { OrderId = "9", Name = "#9", PlacedAt = LaneUnderTest.Start.AddHours(1), OccurredAt = LaneUnderTest.Start.AddHours(1), Lines = [new() { LineId = "1", Sku = "A", Quantity = 3 }] });
        var alert = Assert.Single(await api.ReadAllAsync(creator, "/api/v1/alerts?severity=critical&kind=order_oversold"));
        Assert.Equal(("shopify-9", 2), (alert.GetProperty("subject").GetString(), alert.GetProperty("count").GetInt32()));
        Assert.Equal((400, "kind.invalid"), await api.RefusalAsync(creator, "/api/v1/alerts?kind=weather"));
        Assert.Equal((400, "severity.invalid"), await api.RefusalAsync(creator, "/api/v1/alerts?severity=loud"));
        Assert.Equal((400, "cursor.invalid"), await api.RefusalAsync(creator, "/api/v1/alerts?cursor=WyJhIiwiYiIsImMiXQ"));
        Assert.Equal(404, await StatusAsync(creator, "/api/v1/alerts/low_stock.QUFBQQ/acknowledge"));
        Assert.Equal(404, await StatusAsync(creator, "/api/v1/alerts/nonsense/acknowledge"));
    }

    private async Task<string> FillAsync()
    {
        var shelf = api.NewCreator();
        var creator = shelf.Creator;
        await RunAsync("insert into creators (id, name) values ($1, 'Test')", creator);
        await RunAsync("insert into connections (id, creator_id, platform, name, secrets, paused) values ($1 || '-shop', $1, 'shopify', 'Shop', '', true)", creator);
        using var settings = await api.SendAsync(HttpMethod.Put, "/api/v1/inventory/A/settings", new { lowStockBelow = 5 }, creator);
        await AdjustAsync(creator, 10);
        await AdjustAsync(creator, -8);
        await shelf.ArchiveAsync([1], "quarantined");
        await RunAsync("update deliveries set received_at = now() where tenant_id = $1", creator);
        await RunAsync("insert into parked_events (tenant_id, aggregate, delivery_id, event_index, event, delivery, status, reason, parked_at) values ($1, 'inventory-B', 'd', 0, '{}', '{}', 'parked', 'decision.failed', now())", creator);
        await RunAsync("""
            insert into pushes (tenant_id, connection_id, listing_id, channel_location, sku, run_id, quantity, critical, status, attempts, wanted_at, due_at, failure)
            values ($1, $1 || '-shop', '1', '', 'A', 'r', 1, false, 'dead', 6, now(), now(), 'shopify.user_error'), ($1, $1 || '-shop', '2', '', 'A', 'r', 1, false, 'waiting', 4, now(), now(), 'shopify.away')
            """, creator);
        await RunAsync("insert into sync_runs (id, tenant_id, connection_id, platform, dry_run, asked_by, status, requested_at, finished_at, listings, drifting) values ('r', $1, $1 || '-shop', 'shopify', true, 'person', 'completed', now(), now(), 10, 1)", creator);
        await RunAsync("insert into channel_subscriptions (connection_id, tenant_id, status, missing, noticed_at, due_at) values ($1 || '-shop', $1, 'missing', '{orders/create}', now(), now())", creator);
        await RunAsync("insert into order_polls (connection_id, tenant_id, read_until, due_at, failure) values ($1 || '-shop', $1, now(), now(), 'shopify.away')", creator);
        await RunAsync("insert into listing_details (tenant_id, connection_id, listing_id, platform, sku, is_linked) values ($1, $1 || '-shop', '3', 'shopify', 'shopify:3', false)", creator);
        return creator;
    }

    [Fact]
    public async Task A_channel_tells_its_health_queue_accuracy_and_last_reconciliation()
    {
        var creator = await FillAsync();
        var channel = Assert.Single((await api.ReadAsync(creator, "/api/v1/channels")).GetProperty("items").EnumerateArray());
        Assert.Equal(("failing", true, 1, 1, 1), (channel.GetProperty("health").GetString(), channel.GetProperty("paused").GetBoolean(), channel.GetProperty("waiting").GetInt32(), channel.GetProperty("retrying").GetInt32(), channel.GetProperty("deadLetters").GetInt32()));
        Assert.Equal((0.9m, "r", "shopify.away", 1), (channel.GetProperty("accuracy").GetProperty("share").GetDecimal(), channel.GetProperty("lastRun").GetProperty("id").GetString(), channel.GetProperty("ordersFailure").GetString(), channel.GetProperty("unlinked").GetInt32()));
    }

    private async Task AdjustAsync(string creator, long delta)
    {
        using var answer = await api.SendAsync(HttpMethod.Post, "/api/v1/inventory/A/adjustments", new { delta }, creator);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<int> StatusAsync(string creator, string address)
    {
        using var answer = await api.SendAsync(HttpMethod.Post, address, null, creator);
        return (int)answer.StatusCode;
    }

    private async Task RunAsync(string sql, string creator)
    {
        await using var command = api.Database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = creator });
        await command.ExecuteNonQueryAsync();
    }

    private static int Rank(JsonElement alert) => Array.IndexOf(["critical", "warning", "info"], alert.GetProperty("severity").GetString());
}
