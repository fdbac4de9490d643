using System.Net;
using System.Text;
using System.Text.Json;

namespace CreatorFlow.Tests.EndToEnd;

/// <summary>The platforms' own sample bodies, signed as they sign, posted to the gateway.</summary>
[Collection(PlatformCollection.Name)]
public sealed class Platform_samples_through_the_gateway(RunningPlatform platform)
{
    [Theory]
    [InlineData("inventory_levels/update", "inventory_levels_update.json", "/inventory/shopify:271878346596884015")]
    [InlineData("orders/create", "orders_create.json", "/orders/shopify-820982911946154508")]
    [InlineData("orders/updated", "orders_updated.json", "/orders/shopify-820982911946154508")]
    [InlineData("orders/fulfilled", "orders_fulfilled.json", "/orders/shopify-820982911946154508")]
    [InlineData("orders/cancelled", "orders_cancelled.json", "/orders/shopify-820982911946154508")]
    [InlineData("fulfillments/create", "fulfillments_create.json", "/orders/shopify-820982911946154508")]
    [InlineData("products/update", "products_update.json", "/inventory/example-shirt-s")]
    public async Task A_shopify_sample_appears_and_again_changes_nothing(string topic, string file, string resource)
    {
        var body = RunningPlatform.Sample($"shopify/{file}");
        using var first = await platform.PostShopifyAsync(topic, body, $"sample-{topic}");
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        var deliveries = await platform.EventuallyAsync($"/deliveries?connectionId={platform.Connection("shopify").ConnectionId}&limit=500",
            d => d.GetProperty("items").EnumerateArray().Any(i => i.GetProperty("topic").GetString() == topic));
        Assert.DoesNotContain(deliveries.GetProperty("items").EnumerateArray(), d => d.GetProperty("outcome").GetString() is "quarantined" or "parked");
        var before = await platform.EventuallyAsync(resource);
        using var again = await platform.PostShopifyAsync(topic, body, $"sample-{topic}");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        await MarkAsync($"after-{topic.Replace('/', '-')}");
        Assert.Equal(before.GetProperty("version").GetInt64(), (await platform.EventuallyAsync(resource)).GetProperty("version").GetInt64());
    }

    [Theory]
    [InlineData("01-order-status-change.json", "/orders/tiktok-576486316948490001")]
    [InlineData("03-recipient-address-update.json", "/orders/tiktok-576486316948490001")]
    [InlineData("04-package-update.json", "/orders/tiktok-532123")]
    [InlineData("05-product-status-change.json", "/inventory/tiktok:product:576486316948490000")]
    [InlineData("15-product-information-change.json", "/inventory/tiktok:product:123456789")]
    [InlineData("24-fbt-inventory-update.json", "/inventory/tiktok:123513234")]
    [InlineData("27-inventory-status-change.json", "/inventory/tiktok:73235770873441823254")]
    public async Task A_tiktok_sample_appears(string file, string resource)
    {
        using var answer = await platform.PostTikTokAsync(RunningPlatform.Sample($"tiktok/{file}"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        await platform.EventuallyAsync(resource);
    }

    [Fact]
    public async Task A_stock_number_a_difference_and_an_order_add_up()
    {
        await PostAsync("s-1", """{"type":"inventory.stock_updated","timestamp":"2026-11-21T10:00:00Z","data":{"sku":"SUM","set":12}}""");
        await PostAsync("s-2", """{"type":"inventory.stock_updated","timestamp":"2026-11-21T10:00:01Z","data":{"sku":"SUM","delta":-2}}""");
        await PostAsync("s-3", """{"type":"order.created","timestamp":"2026-11-21T10:00:02Z","data":{"orderId":"9007199254740993","placedAt":"2026-11-21T10:00:02Z","lines":[{"sku":"SUM","quantity":3,"unitPrice":{"amountMinor":1999,"currency":"EUR"}}]}}""");
        var item = await platform.EventuallyAsync("/inventory/SUM", i => i.GetProperty("reserved").GetInt64() == 3);
        Assert.Equal((10, 7), (item.GetProperty("onHand").GetInt64(), item.GetProperty("available").GetInt64()));
        var order = await platform.EventuallyAsync("/orders/standard-9007199254740993");
        Assert.Equal("9007199254740993", order.GetProperty("platformOrderId").GetString());
        var events = await platform.EventuallyAsync("/inventory/SUM/events");
        Assert.Equal(3, events.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Wrong_input_gets_a_clear_problem()
    {
        var connection = platform.Connection("shopify");
        var body = RunningPlatform.Sample("shopify/orders_create.json");
        await IsProblemAsync(401, "webhook.signature_invalid", await platform.PostAsync(connection.WebhookPath, body, new()
        {
            ["X-Shopify-Topic"] = "orders/create", ["X-Shopify-Hmac-Sha256"] = Convert.ToBase64String(new byte[32]), ["X-Shopify-Webhook-Id"] = "bad",
            ["X-Shopify-Shop-Domain"] = "demo.myshopify.com", ["X-Shopify-API-Version"] = "2026-01",
        }));
        await IsProblemAsync(413, "body.too_large", await platform.PostShopifyAsync("orders/create", new byte[1_500_000], "big"));
        await IsProblemAsync(400, "webhook.unreadable", await platform.PostShopifyAsync("orders/create", "junk"u8.ToArray(), "junk"));
        await IsProblemAsync(404, "connection.unknown", await platform.PostAsync("/webhooks/shopify/nobody", body, []));
        await IsProblemAsync(404, "order.not_found", await platform.GetAsync("/orders/none"));
        await IsProblemAsync(400, "limit.invalid", await platform.GetAsync("/orders?limit=0"));
        await IsProblemAsync(400, "cursor.invalid", await platform.GetAsync("/orders?cursor=%00junk"));
        await IsProblemAsync(410, "cursor.expired", await platform.GetAsync("/changes?since=999999999"));
    }

    [Fact]
    public async Task One_creator_never_sees_anothers_data()
    {
        await PostAsync("t-1", """{"type":"inventory.stock_updated","timestamp":"2026-11-21T10:00:00Z","data":{"sku":"MINE","set":1}}""");
        await platform.EventuallyAsync("/inventory/MINE");
        foreach (var path in new[] { "/inventory/MINE", "/inventory/MINE/events" })
        {
            using var foreign = await platform.GetAsync(path, creator: 1);
            Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        }
        foreach (var path in new[] { "/inventory?limit=500", "/orders?limit=500", "/deliveries?limit=500", "/changes?since=" })
        {
            using var foreign = await platform.GetAsync(path, creator: 1);
            Assert.DoesNotContain("MINE", await foreign.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    private async Task PostAsync(string id, string body)
    {
        using var answer = await platform.PostStandardAsync(id, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>A webhook after the one in question, of the same creator: once it is applied, so is everything before it.</summary>
    private async Task MarkAsync(string id)
    {
        await PostAsync(id, $$$"""{"type":"inventory.stock_updated","timestamp":"2026-11-21T10:00:00Z","data":{"sku":"{{{id}}}","set":1}}""");
        await platform.EventuallyAsync($"/inventory/{id}");
    }

    private static async Task IsProblemAsync(int status, string code, HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == (int)answer.StatusCode, $"{(int)answer.StatusCode} {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code, JsonElement.Parse(Encoding.UTF8.GetBytes(text)).GetProperty("code").GetString());
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        answer.Dispose();
    }
}
