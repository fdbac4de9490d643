using CreatorFlow.Testing.Platform;
using System.Text.Json;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Tests.Integration.Projection;
using Npgsql;

namespace CreatorFlow.Tests.Integration.Dashboard;

/// <summary>Conflict settings, pushes and channels through the API, the broker and Projection.</summary>
public sealed class Rules_and_pushes(SharedFixture<DashboardWithProjection> shared) : IClassFixture<SharedFixture<DashboardWithProjection>>
{
    private readonly DashboardWithProjection api = shared.Value;

    [Fact]
    public async Task A_creators_settings_decide_its_next_conflict_and_are_recorded_before_it()
    {
        var creator = await NewAsync();
        Assert.Equal((200, "applied"), await SendAsync(HttpMethod.Put, creator, "/api/v1/settings/conflicts", new { strategy = "last_write_wins", channels = new Dictionary<string, object> { [$"{creator}-shop"] = new { strategy = "manual_review" } } }));
        var settings = await api.ReadAsync(creator, "/api/v1/settings/conflicts");
        Assert.Equal(("last_write_wins", "manual_review", 1), (settings.GetProperty("strategy").GetString(), settings.GetProperty("channels").GetProperty($"{creator}-shop").GetProperty("strategy").GetString(), settings.GetProperty("version").GetInt32()));
        Assert.Equal((200, "applied"), await SendAsync(HttpMethod.Post, creator, "/api/v1/inventory/A/adjustments", new { set = 10 }));
        var events = await api.ReadAllAsync(creator, "/api/v1/inventory/A/events");
        Assert.Contains(events, e => e.GetProperty("type").GetString() == "inventory.policy_applied" && e.GetProperty("version").GetInt32() == 1);
        Assert.Equal((422, "connection.unknown"), await SendAsync(HttpMethod.Put, creator, "/api/v1/settings/conflicts", new { channels = new Dictionary<string, object> { ["nobody"] = new { } } }));
        Assert.Equal((422, "settings.unknown_strategy"), await SendAsync(HttpMethod.Put, creator, "/api/v1/settings/conflicts", new { strategy = "coin" }));
    }

    [Fact]
    public async Task A_push_that_failed_is_listed_and_wanted_again()
    {
        var creator = await NewAsync();
        var lane = new LaneUnderTest(api.Database, api.Redis, creator);
        async Task PlayAsync(ChannelEvent e) => await lane.WriteAsync(lane.Delivery(e) with { ConnectionId = $"{creator}-shop" });
        await PlayAsync(new ListingSeen { OccurredAt = LaneUnderTest.Start, ListingId = "8/1", Sku = "A" });
        await PlayAsync(new StockReported { OccurredAt = LaneUnderTest.Start.AddMinutes(1), ListingId = "8/1", Location = "loc", Available = 10 });
        await PlayAsync(new StockChanged { OccurredAt = LaneUnderTest.Start.AddMinutes(2), Sku = "A", Delta = -2 });
        var push = Assert.Single(await api.ReadAllAsync(creator, "/api/v1/pushes?status=waiting&limit=1"));
        await PlayAsync(new PushAnswered
        {
            OccurredAt = LaneUnderTest.Start.AddMinutes(3), Sku = "A", RunId = push.GetProperty("runId").GetString()!, ConnectionId = $"{creator}-shop", ListingId = "8/1",
            ChannelLocation = "loc", Quantity = 8, Attempts = 6, LatencyMs = 1, FailureCode = "shopify.user_error",
        });
        await RunAsync("update pushes set status = 'dead', failure = 'shopify.user_error' where tenant_id = $1", creator);
        var channel = Assert.Single((await api.ReadAsync(creator, "/api/v1/channels")).GetProperty("items").EnumerateArray());
        Assert.Equal((0, 1, false), (channel.GetProperty("waiting").GetInt32(), channel.GetProperty("deadLetters").GetInt32(), channel.GetProperty("paused").GetBoolean()));
        var address = $"/api/v1/pushes/{creator}-shop/8%2F1/retry";
        Assert.Equal((200, "applied"), await SendAsync(HttpMethod.Post, creator, address, null));
        Assert.Equal((422, "push.not_failed"), await SendAsync(HttpMethod.Post, creator, address, null));
        Assert.Equal(("waiting", 8), Assert.Single(await api.ReadAllAsync(creator, "/api/v1/pushes")) is var again ? (again.GetProperty("status").GetString(), again.GetProperty("quantity").GetInt32()) : default);
        Assert.Equal((404, "push.not_found"), await SendAsync(HttpMethod.Post, await NewAsync(), address, null));
        Assert.Equal((400, "status.invalid"), await api.RefusalAsync(creator, "/api/v1/pushes?status=lost"));
    }

    [Fact]
    public async Task The_latest_pushes_come_first_whole_pages_and_none_twice()
    {
        var creator = await NewAsync();
        await RunAsync("""
            insert into pushes (tenant_id, connection_id, listing_id, channel_location, sku, run_id, quantity, critical, status, wanted_at, due_at, answered_at)
            select $1, $1 || '-shop', n::text, '', 'A', 'r', n, false, case when n % 5 = 0 then 'waiting' else 'done' end, now() - n % 3 * interval '1 hour', now(),
              case when n % 5 = 0 then null else timestamptz '2026-11-28 10:00Z' + n / 4 * interval '1 minute' end
            from generate_series(1, 23) n
            """, creator);
        var all = await api.ReadAllAsync(creator, "/api/v1/pushes?sort=movedAt&limit=4");
        Assert.Equal(23, all.Select(p => p.GetProperty("listingId").GetString()).Distinct().Count());
        var moved = all.Select(p => (p.GetProperty("answeredAt") is { ValueKind: JsonValueKind.String } at ? at : p.GetProperty("wantedAt")).GetDateTimeOffset()).ToList();
        Assert.Equal(moved.OrderDescending(), moved);
        Assert.Equal((400, "sort.invalid"), await api.RefusalAsync(creator, "/api/v1/pushes?sort=mood"));
        Assert.Equal((400, "cursor.invalid"), await api.RefusalAsync(creator, "/api/v1/pushes?sort=movedAt&cursor=WyJhIiwiYiIsImMiXQ"));
    }

    [Fact]
    public async Task How_a_sku_is_handled_is_read_back_as_it_was_set()
    {
        var creator = await NewAsync();
        Assert.Equal((404, "item.not_found"), await api.RefusalAsync(creator, "/api/v1/inventory/A%2F1/settings"));
        Assert.Equal((200, "applied"), await SendAsync(HttpMethod.Put, creator, "/api/v1/inventory/A%2F1/settings", new { lowStockBelow = 7, strategy = "manual_review", ranks = new[] { "amazon", "shopify" }, windowSeconds = 9 }));
        var settings = await api.ReadAsync(creator, "/api/v1/inventory/A%2F1/settings");
        Assert.Equal(("A/1", 7, "manual_review", 9), (settings.GetProperty("sku").GetString(), settings.GetProperty("lowStockBelow").GetInt32(), settings.GetProperty("strategy").GetString(), settings.GetProperty("windowSeconds").GetInt32()));
        Assert.Equal(["amazon", "shopify"], settings.GetProperty("ranks").EnumerateArray().Select(r => r.GetString()));
        Assert.Equal((404, "item.not_found"), await api.RefusalAsync((await NewAsync()), "/api/v1/inventory/A%2F1/settings"));
    }

    [Fact]
    public async Task A_channel_is_paused_and_resumed_by_its_own_creator_alone()
    {
        var creator = await NewAsync();
        Assert.Equal(404, (await SendAsync(HttpMethod.Post, await NewAsync(), $"/api/v1/channels/{creator}-shop/pause", null)).Status);
        foreach (var (word, paused) in ((string, bool)[])[("pause", true), ("resume", false)]) await CheckAsync(word, paused);
        async Task CheckAsync(string word, bool paused)
        {
            Assert.Equal(200, (await SendAsync(HttpMethod.Post, creator, $"/api/v1/channels/{creator}-shop/{word}", null)).Status);
            Assert.Equal(paused, (await api.ReadAsync(creator, "/api/v1/channels")).GetProperty("items")[0].GetProperty("paused").GetBoolean());
        }
    }

    private async Task<string> NewAsync()
    {
        var creator = api.NewCreator().Creator;
        await RunAsync("insert into creators (id, name) values ($1, 'Test')", creator);
        await RunAsync("insert into connections (id, creator_id, platform, name, secrets) values ($1 || '-shop', $1, 'shopify', 'Shop', '')", creator);
        return creator;
    }

    private async Task RunAsync(string sql, string creator)
    {
        await using var command = api.Database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = creator });
        await command.ExecuteNonQueryAsync();
    }

    private async Task<(int Status, string? Said)> SendAsync(HttpMethod method, string creator, string target, object? body)
    {
        using var answer = await api.SendAsync(method, target, body, creator);
        using var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return ((int)answer.StatusCode, said.RootElement.TryGetProperty(answer.IsSuccessStatusCode ? "outcome" : "code", out var value) ? value.GetString() : null);
    }
}
