using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace CreatorFlow.Tests.EndToEnd;

/// <summary>What a person does through the API: adjustments, settings, decisions on conflicts.</summary>
[Collection(PlatformCollection.Name)]
public sealed class A_persons_changes_through_the_gateway(RunningPlatform platform)
{
    private static readonly string Run = Guid.CreateVersion7().ToString("N")[..12];

    [Fact]
    public async Task An_adjustment_counts_once_however_often_it_is_sent()
    {
        var sku = $"adjusted/{Run}";
        for (var i = 0; i < 3; i++)
        {
            using var answer = await SendAsync(HttpMethod.Post, $"/inventory/{Uri.EscapeDataString(sku)}/adjustments", new { set = 40, reason = "counted" }, key: $"{Run}-adjust");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        var item = await platform.EventuallyAsync($"/inventory/{Uri.EscapeDataString(sku)}");
        Assert.Equal((40, 1), (item.GetProperty("onHand").GetInt64(), item.GetProperty("version").GetInt64()));
        using var other = await SendAsync(HttpMethod.Post, $"/inventory/{Uri.EscapeDataString(sku)}/adjustments", new { delta = 1 }, key: $"{Run}-adjust");
        Assert.Equal("idempotency.key_conflict", await CodeAsync(other, HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task A_conflict_is_decided_shown_and_decided_again_by_a_person()
    {
        var sku = $"conflict-{Run}";
        using var before = await SendAsync(HttpMethod.Post, $"/inventory/{sku}/adjustments", new { set = 10 });
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        using var webhook = await platform.PostStandardAsync($"{Run}-set", $$$"""{"type":"inventory.stock_updated","timestamp":"{{{DateTimeOffset.UtcNow:O}}}","data":{"sku":"{{{sku}}}","set":7}}""");
        using var after = await SendAsync(HttpMethod.Post, $"/inventory/{sku}/adjustments", new { set = 12 });
        var item = await platform.EventuallyAsync($"/inventory/{sku}", i => i.GetProperty("conflicts").GetArrayLength() == 1 && i.GetProperty("onHand").GetInt64() == 7);
        var conflict = item.GetProperty("conflicts")[0];
        Assert.Equal(("external_system_priority", "concurrent_stock_update"), (conflict.GetProperty("reason").GetString(), conflict.GetProperty("kind").GetString()));
        var manual = conflict.GetProperty("candidates").EnumerateArray().Single(c => c.GetProperty("source").GetString() == "manual").GetProperty("key").GetString();
        var id = conflict.GetProperty("id").GetString();
        var list = await platform.EventuallyAsync("/conflicts?limit=500");
        Assert.Contains(list.GetProperty("items").EnumerateArray(), c => c.GetProperty("id").GetString() == id && c.GetProperty("sku").GetString() == sku);

        using var unknown = await SendAsync(HttpMethod.Post, $"/conflicts/{id}/resolution", new { winner = "nobody" });
        Assert.Equal("conflict.unknown_candidate", await CodeAsync(unknown, HttpStatusCode.UnprocessableEntity));
        using var foreign = await SendAsync(HttpMethod.Post, $"/conflicts/{id}/resolution", new { winner = manual }, creator: 1);
        Assert.Equal("conflict.not_found", await CodeAsync(foreign, HttpStatusCode.NotFound));

        using var decided = await SendAsync(HttpMethod.Post, $"/conflicts/{id}/resolution", new { winner = manual, reason = "counted again" });
        Assert.Equal(HttpStatusCode.OK, decided.StatusCode);
        var ended = await platform.EventuallyAsync($"/inventory/{sku}", i => i.GetProperty("onHand").GetInt64() == 12);
        Assert.Equal("overridden", ended.GetProperty("conflicts")[0].GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("""{"delta":0}""", HttpStatusCode.BadRequest, "adjustment.invalid")]
    [InlineData("""{"delta":1,"set":2}""", HttpStatusCode.BadRequest, "adjustment.invalid")]
    [InlineData("""{"set":-1}""", HttpStatusCode.BadRequest, "adjustment.invalid")]
    public async Task Bad_input_is_refused_and_nothing_is_stored(string body, HttpStatusCode status, string code)
    {
        using var request = platform.Request(HttpMethod.Post, $"/inventory/bad-{Run}/adjustments", 0, "owner");
        request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await platform.SendAsync(request);
        Assert.Equal(code, await CodeAsync(answer, status));
        using var missing = await platform.SendAsync(platform.Request(HttpMethod.Get, $"/inventory/bad-{Run}", 0, "owner"));
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task A_key_that_may_only_read_changes_nothing()
    {
        using var request = platform.Request(HttpMethod.Post, $"/inventory/read-{Run}/adjustments", 0, "read");
        request.Content = JsonContent.Create(new { set = 1 });
        using var answer = await platform.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_threshold_raises_an_alert_once()
    {
        var sku = $"low-{Run}";
        using var counted = await SendAsync(HttpMethod.Post, $"/inventory/{sku}/adjustments", new { set = 5 });
        using var watched = await SendAsync(HttpMethod.Put, $"/inventory/{sku}/settings", new { lowStockBelow = 3 });
        using var sold = await SendAsync(HttpMethod.Post, $"/inventory/{sku}/adjustments", new { delta = -3 });
        using var wrong = await SendAsync(HttpMethod.Put, $"/inventory/{sku}/settings", new { strategy = "coin" });
        Assert.Equal("settings.unknown_strategy", await CodeAsync(wrong, HttpStatusCode.UnprocessableEntity));
        var item = await platform.EventuallyAsync($"/inventory/{sku}", i => i.GetProperty("lowStock").GetBoolean());
        Assert.Equal(2, item.GetProperty("available").GetInt64());
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string target, object body, string? key = null, int creator = 0)
    {
        var request = platform.Request(method, target, creator, "owner");
        request.Content = JsonContent.Create(body);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return platform.SendAsync(request);
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        Assert.Equal(expected, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString();
    }
}
