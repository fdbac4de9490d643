using CreatorFlow.Testing.Platform;
using System.Net;
using System.Text;
using System.Text.Json;

namespace CreatorFlow.Tests.Integration.Dashboard;

public sealed class Lists_and_details(SharedFixture<DashboardUnderTest> shared) : IClassFixture<SharedFixture<DashboardUnderTest>>
{
    private readonly DashboardUnderTest api = shared.Value;

    [Fact]
    public async Task Paging_sees_every_sku_that_was_there_once_while_others_come_and_change()
    {
        var shelf = api.NewCreator();
        for (var i = 0; i < 40; i++) await shelf.StoreAsync($"SKU-{i:000}", 1, wake: false);
        var round = 0;
        var seen = await api.ReadAllAsync(shelf.Creator, "/api/v1/inventory?limit=7", async () =>
        {
            round++;
            await shelf.StoreAsync($"SKU-{round:000}", 1 + round, wake: false);
            await shelf.StoreAsync($"AAA-{round:000}", 1, wake: false);
            await shelf.StoreAsync($"SKU-{round:000}-new", 1, wake: false);
        });
        var skus = seen.Select(i => i.GetProperty("sku").GetString()!).ToList();
        Assert.Equal(skus.Distinct(), skus);
        Assert.Equal(40, skus.Count(s => s.StartsWith("SKU-", StringComparison.Ordinal) && !s.EndsWith("new", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Paging_by_update_begins_with_the_latest()
    {
        var shelf = api.NewCreator();
        for (var i = 1; i <= 10; i++) await shelf.StoreAsync($"SKU-{i % 5}", i, wake: false);
        var seen = await api.ReadAllAsync(shelf.Creator, "/api/v1/inventory?limit=2&sort=updatedAt");
        Assert.Equal([10, 9, 8, 7, 6], seen.Select(i => i.GetProperty("version").GetInt32()));
    }

    [Fact]
    public async Task Orders_come_the_newest_first_however_their_times_are_alike()
    {
        var shelf = api.NewCreator();
        var noon = new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < 25; i++) await shelf.StoreOrderAsync($"{i:00}", i % 2 == 0 ? "paid" : "created", noon.AddSeconds(i / 5));
        var seen = await api.ReadAllAsync(shelf.Creator, "/api/v1/orders?limit=3");
        Assert.Equal(Enumerable.Range(0, 25).Reverse().Select(i => $"shopify-{i:00}"), seen.Select(o => o.GetProperty("id").GetString()));
        Assert.Equal(12, (await api.ReadAllAsync(shelf.Creator, "/api/v1/orders?limit=5&status=created&platform=shopify")).Count);
    }

    [Fact]
    public async Task A_search_finds_skus_titles_and_order_numbers_whatever_their_case()
    {
        var shelf = api.NewCreator();
        await shelf.StoreAsync("TEE-RED", 1, wake: false, title: "Shirt, red");
        await shelf.StoreAsync("MUG-1", 1, wake: false, title: "Blue Mug 50% off_now");
        await shelf.StoreOrderAsync("5001", name: "#1042");
        foreach (var (target, expected) in new[] { ("inventory?q=tee-r", 1), ("inventory?q=mug", 1), ("inventory?q=50%25%20OFF_", 1), ("inventory?q=%25", 1), ("inventory?q=zzz", 0), ("orders?q=%231042", 1), ("orders?q=5001", 1) })
            Assert.Equal(expected, (await api.ReadAllAsync(shelf.Creator, $"/api/v1/{target}")).Count);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("with/slash")]
    [InlineData("with%2Fescaped slash")]
    [InlineData("shopify:42:7")]
    [InlineData("a/events")]
    [InlineData("50% + ünïcödé #?&;=")]
    [InlineData("a..b")]
    public async Task A_sku_of_any_characters_is_found_by_its_escaped_name(string sku)
    {
        var shelf = api.NewCreator();
        await shelf.StoreAsync(sku, 3, wake: false);
        await shelf.RecordAsync($"inventory-{sku}", 2);
        var name = Uri.EscapeDataString(sku);
        Assert.Equal(sku, (await api.ReadAsync(shelf.Creator, $"/api/v1/inventory/{name}")).GetProperty("sku").GetString());
        Assert.Equal(2, (await api.ReadAllAsync(shelf.Creator, $"/api/v1/inventory/{name}/events")).Count);
        Assert.Equal((404, "item.not_found"), await api.RefusalAsync(shelf.Creator, $"/api/v1/inventory/{name}x"));
    }

    [Fact]
    public async Task A_version_that_the_reader_holds_is_not_sent_again()
    {
        var shelf = api.NewCreator();
        await shelf.StoreAsync("TEE", 7, wake: false);
        using var first = await api.GetAsync(shelf.Creator, "/api/v1/inventory/TEE");
        Assert.Equal("\"7\"", first.Headers.ETag?.Tag);
        foreach (var known in new[] { "\"7\"", "W/\"7\"", "\"6\", \"7\"", "*" })
            Assert.Equal(HttpStatusCode.NotModified, (await api.GetAsync(shelf.Creator, "/api/v1/inventory/TEE", ("If-None-Match", known))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(shelf.Creator, "/api/v1/inventory/TEE", ("If-None-Match", "\"6\""))).StatusCode);
    }

    [Fact]
    public async Task Numbers_beyond_double_precision_arrive_exactly()
    {
        var shelf = api.NewCreator();
        await shelf.StoreOrderAsync("9007199254740993", amount: 9_007_199_254_740_993);
        await shelf.RecordAsync("order-shopify-9007199254740993", 1, """{"OrderId":"9007199254740993","ListingId":90071992547409931,"Precise":0.10}""");
        using var answer = await api.GetAsync(shelf.Creator, "/api/v1/orders/shopify-9007199254740993");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("\"platformOrderId\":\"9007199254740993\"", text, StringComparison.Ordinal);
        Assert.Contains("\"amountMinor\":9007199254740993", text, StringComparison.Ordinal);
        using var history = await api.GetAsync(shelf.Creator, "/api/v1/orders/shopify-9007199254740993/events");
        text = await history.Content.ReadAsStringAsync();
        Assert.Contains("\"listingId\":90071992547409931", text, StringComparison.Ordinal);
        Assert.Contains("\"precise\":0.10", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_history_comes_the_newest_first_with_its_origin()
    {
        var shelf = api.NewCreator();
        await shelf.RecordAsync("inventory-TEE", 12);
        var events = await api.ReadAllAsync(shelf.Creator, "/api/v1/inventory/TEE/events?limit=5");
        Assert.Equal(Enumerable.Range(1, 12).Reverse(), events.Select(e => e.GetProperty("version").GetInt32()));
        var last = events[0];
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", last.GetProperty("traceId").GetString());
        Assert.Equal("shopify", last.GetProperty("source").GetString());
        Assert.Equal("inventory-TEE", last.GetProperty("stream").GetString());
        Assert.Equal("inventory.stock_updated", last.GetProperty("type").GetString());
        Assert.Equal(5, last.GetProperty("data").GetProperty("onHand").GetInt32());
        Assert.Equal((404, "item.not_found"), await api.RefusalAsync(shelf.Creator, "/api/v1/inventory/NONE/events"));
    }

    [Fact]
    public async Task A_deliverys_body_comes_byte_for_byte()
    {
        var shelf = api.NewCreator();
        var text = await shelf.ArchiveAsync(Encoding.UTF8.GetBytes("{\"a\": 1.0}\n\0é"));
        byte[] bytes = [0xff, 0xfe, 0x00, 0x41];
        var binary = await shelf.ArchiveAsync(bytes, "quarantined");
        var list = await api.ReadAllAsync(shelf.Creator, "/api/v1/deliveries?limit=1");
        Assert.Equal([binary, text], list.Select(d => d.GetProperty("id").GetString()));
        Assert.All(list, d => Assert.False(d.TryGetProperty("body", out _)));
        Assert.Equal("{\"a\": 1.0}\n\0é", (await api.ReadAsync(shelf.Creator, $"/api/v1/deliveries/{text}")).GetProperty("body").GetString());
        var found = await api.ReadAsync(shelf.Creator, $"/api/v1/deliveries/{binary}");
        Assert.Equal("base64", found.GetProperty("bodyEncoding").GetString());
        Assert.Equal(bytes, found.GetProperty("body").GetBytesFromBase64());
        Assert.Equal(binary, Assert.Single(await api.ReadAllAsync(shelf.Creator, "/api/v1/deliveries?outcome=quarantined")).GetProperty("id").GetString());
        Assert.Equal((404, "delivery.not_found"), await api.RefusalAsync(shelf.Creator, "/api/v1/deliveries/none"));
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=%00")]
    [InlineData("limit=501")]
    [InlineData("limit=-1")]
    [InlineData("limit=ten")]
    [InlineData("limit=99999999999")]
    public async Task A_limit_out_of_bounds_is_refused(string query)
    {
        var expected = query.EndsWith("%00", StringComparison.Ordinal) ? "request.invalid" : "limit.invalid";
        foreach (var list in new[] { "inventory", "orders", "deliveries", "changes", "inventory/TEE/events" })
            Assert.Equal((400, expected), await api.RefusalAsync("anyone", $"/api/v1/{list}?{query}"));
    }

    [Theory]
    [InlineData("junk")]
    [InlineData("%00")]
    [InlineData("bnVsbA")]
    [InlineData("W10")]
    [InlineData("WyJhIiwiYiIsImMiXQ")]
    [InlineData("Wzdd")]
    [InlineData("W251bGxd")]
    [InlineData("WyJcdWQ4MDAiXQ")]
    [InlineData("WyJcdTAwMDAiXQ")]
    [InlineData("eyJhIjoxfQ")]
    [InlineData("-1")]
    [InlineData("9223372036854775808")]
    public async Task A_cursor_of_someone_elses_making_is_refused(string cursor)
    {
        var shelf = api.NewCreator();
        foreach (var list in new[] { "inventory", "inventory?sort=updatedAt", "orders", "deliveries", "inventory/TEE/events" })
        {
            var (status, code) = await api.RefusalAsync(shelf.Creator, $"/api/v1/{list}{(list.Contains('?', StringComparison.Ordinal) ? '&' : '?')}cursor={cursor}");
            Assert.Equal((400, "cursor.invalid"), (status, code));
        }
        Assert.Equal(400, (await api.RefusalAsync(shelf.Creator, $"/api/v1/changes?since={cursor}")).Status);
        Assert.Equal(400, (await api.RefusalAsync(shelf.Creator, "/api/v1/stream", ("Last-Event-ID", Uri.UnescapeDataString(cursor) is "\0" ? "x" : cursor))).Status);
    }

    [Fact]
    public async Task A_list_by_update_refuses_a_time_that_is_none()
    {
        var cursor = Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(new[] { "soon", "TEE" })).TrimEnd('=');
        Assert.Equal((400, "cursor.invalid"), await api.RefusalAsync("anyone", $"/api/v1/inventory?sort=updatedAt&cursor={cursor}"));
        Assert.Equal((400, "sort.invalid"), await api.RefusalAsync("anyone", "/api/v1/inventory?sort=price"));
    }

    [Fact]
    public async Task Lists_are_compressed_for_those_who_take_it()
    {
        var shelf = api.NewCreator();
        for (var i = 0; i < 50; i++) await shelf.StoreAsync($"SKU-{i:000}", 1, wake: false);
        using var plain = new HttpClient();
        using var answer = await plain.SendAsync(api.Request(HttpMethod.Get, "/api/v1/inventory", shelf.Creator, ("Accept-Encoding", "br")));
        Assert.Equal("br", answer.Content.Headers.ContentEncoding.Single());
    }
}
