using CreatorFlow.Testing.Platform;
using System.Net.Http.Json;
using System.Text.Json;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Tests.Integration.Projection;

namespace CreatorFlow.Tests.Integration.Dashboard;

/// <summary>Batches of edits from clients that were offline, through the API, the broker and Projection.</summary>
public sealed class Mutations(SharedFixture<DashboardWithProjection> shared) : IClassFixture<SharedFixture<DashboardWithProjection>>
{
    private readonly DashboardWithProjection api = shared.Value;

    private static readonly DateTimeOffset Morning = LaneUnderTest.Start;

    [Fact]
    public async Task Each_edit_of_a_batch_is_answered_by_itself()
    {
        var creator = api.NewCreator().Creator;
        var answer = await SendAsync(creator,
            new { id = "m1", kind = "inventory.adjust", sku = "A", set = 10 }, new { id = "m2", kind = "inventory.adjust", sku = "A", delta = -3 },
            new { id = "m3", kind = "inventory.adjust", sku = "A" }, new { id = "m4", kind = "inventory.paint", sku = "A" }, new { id = "m5", kind = "inventory.change_settings", sku = "A", lowStockBelow = 4 },
            new { id = "m6", kind = "conflict.resolve", sku = "A", conflictId = "nobody's", winner = "x" });
        Assert.Equal(["m1 applied", "m2 applied", "m3 refused adjustment.invalid", "m4 refused mutation.kind_unknown", "m5 applied", "m6 refused conflict.not_open"], Results(answer));
        Assert.Equal(7, Assert.Single(answer.GetProperty("items").EnumerateArray()).GetProperty("onHand").GetInt32());
        var again = await SendAsync(creator, new { id = "m1", kind = "inventory.adjust", sku = "A", set = 10 }, new { id = "m2", kind = "inventory.adjust", sku = "A", delta = -4 });
        Assert.Equal(["m1 duplicate", "m2 refused idempotency.key_conflict"], Results(again));
        Assert.Equal(7, again.GetProperty("items")[0].GetProperty("onHand").GetInt32());
    }

    [Fact]
    public async Task An_edit_made_offline_stands_at_the_time_it_was_made()
    {
        var creator = api.NewCreator().Creator;
        var lane = new LaneUnderTest(api.Database, api.Redis, creator);
        await lane.PlayAsync(new StockSet { Sku = "A", Quantity = 10, OccurredAt = Morning }, new StockChanged { Sku = "A", Delta = -2, OccurredAt = Morning.AddMinutes(20) });
        var answer = await SendAsync(creator, new { id = "late", kind = "inventory.adjust", sku = "A", set = 30, madeAt = Morning.AddMinutes(10) });
        Assert.Equal(["late applied"], Results(answer));
        Assert.Equal(28, answer.GetProperty("items")[0].GetProperty("onHand").GetInt32()); // what sold after the count is sold
    }

    [Fact]
    public async Task An_edit_behind_a_newer_count_is_told_what_stands()
    {
        var creator = api.NewCreator().Creator;
        var lane = new LaneUnderTest(api.Database, api.Redis, creator);
        await lane.PlayAsync(new StockSet { Sku = "A", Quantity = 10, OccurredAt = Morning }, new StockSet { Sku = "A", Quantity = 50, OccurredAt = Morning.AddHours(1) });
        var answer = await SendAsync(creator, new { id = "late", kind = "inventory.adjust", sku = "A", set = 30, madeAt = Morning.AddMinutes(10) });
        Assert.Equal(["late conflict"], Results(answer));
        Assert.Equal("superseded", answer.GetProperty("results")[0].GetProperty("conflict").GetProperty("reason").GetString());
        Assert.Equal(50, answer.GetProperty("items")[0].GetProperty("onHand").GetInt32());
    }

    [Fact]
    public async Task An_edit_at_the_time_of_another_sources_count_meets_the_rules()
    {
        var creator = api.NewCreator().Creator;
        var lane = new LaneUnderTest(api.Database, api.Redis, creator);
        await lane.PlayAsync(new StockSet { Sku = "A", Quantity = 10, OccurredAt = Morning });
        await lane.WriteAsync(lane.Delivery(new StockSet { Sku = "A", Quantity = 6, OccurredAt = Morning.AddHours(1) }));
        var answer = await SendAsync(creator, new { id = "m", kind = "inventory.adjust", sku = "A", set = 30, madeAt = Morning.AddHours(1).AddSeconds(2) });
        Assert.Equal(["m conflict"], Results(answer));
        var conflict = answer.GetProperty("results")[0].GetProperty("conflict");
        Assert.Equal(("stock_reduction_priority", "shopify", 6), (conflict.GetProperty("reason").GetString(), conflict.GetProperty("winner").GetProperty("source").GetString(), conflict.GetProperty("winner").GetProperty("quantity").GetInt32()));
        Assert.Equal(6, answer.GetProperty("items")[0].GetProperty("onHand").GetInt32());
    }

    [Fact]
    public async Task An_edit_on_an_older_version_meets_what_a_platform_said_since()
    {
        var creator = api.NewCreator().Creator;
        var lane = new LaneUnderTest(api.Database, api.Redis, creator);
        await lane.PlayAsync(new StockSet { Sku = "A", Quantity = 10, OccurredAt = Morning });
        await RecordedAtAsync(creator, Morning.AddMinutes(1));
        var version = (await api.ReadAllAsync(creator, "/api/v1/inventory")).Single().GetProperty("version").GetInt64();
        await lane.WriteAsync(lane.Delivery(new StockSet { Sku = "A", Quantity = 6, OccurredAt = Morning.AddHours(1) }));
        object edit = new { id = "m", kind = "inventory.adjust", sku = "A", set = 30, baseVersion = version, madeAt = Morning.AddHours(2) };
        Assert.Equal(["m conflict"], Results(await SendAsync(creator, edit)));
        Assert.Equal(6, (await api.ReadAllAsync(creator, "/api/v1/inventory")).Single().GetProperty("onHand").GetInt32());
        Assert.Equal(["m duplicate"], Results(await SendAsync(creator, edit)));
    }

    private async Task RecordedAtAsync(string creator, DateTimeOffset at)
    {
        await using var command = api.Database.CreateCommand("update mt_events set timestamp = $2 where tenant_id = $1");
        command.Parameters.Add(new() { Value = creator });
        command.Parameters.Add(new() { Value = at });
        await command.ExecuteNonQueryAsync();
    }

    [Fact]
    public async Task The_same_batch_from_two_tabs_counts_once()
    {
        var creator = api.NewCreator().Creator;
        object[] edits = [.. Enumerable.Range(1, 100).Select(n => new { id = $"tab-{n}", kind = "inventory.adjust", sku = $"SKU-{n % 7}", delta = 1 })];
        var answers = await Task.WhenAll(SendAsync(creator, edits), SendAsync(creator, edits));
        foreach (var n in Enumerable.Range(0, 100))
            Assert.Equal(["applied", "duplicate"], answers.Select(a => a.GetProperty("results")[n].GetProperty("result").GetString()!).Order(StringComparer.Ordinal));
        Assert.Equal(100, (await api.ReadAllAsync(creator, "/api/v1/inventory")).Sum(i => i.GetProperty("onHand").GetInt32()));
    }

    [Theory]
    [InlineData("""{"mutations":[]}""", "mutations.invalid")]
    [InlineData("""{}""", "mutations.invalid")]
    [InlineData("""{"mutations":[{"kind":"inventory.adjust","sku":"A","delta":1}]}""", "mutation_id.invalid")]
    [InlineData("""{"mutations":[{"id":"a","sku":"A"},{"id":"a","sku":"A"}]}""", "mutation_id.invalid")]
    [InlineData("""{"mutations":7}""", "request.invalid")]
    public async Task A_batch_that_cannot_be_used_is_refused_whole(string body, string code)
    {
        using var answer = await api.SendAsync(HttpMethod.Post, "/api/v1/mutations", JsonDocument.Parse(body).RootElement, api.NewCreator().Creator);
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Equal(code, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    private async Task<JsonElement> SendAsync(string creator, params object[] mutations)
    {
        using var answer = await api.SendAsync(HttpMethod.Post, "/api/v1/mutations", new { mutations }, creator);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static IEnumerable<string> Results(JsonElement answer) => answer.GetProperty("results").EnumerateArray().Select(r =>
        $"{r.GetProperty("id")} {r.GetProperty("result")}{(r.TryGetProperty("code", out var code) ? $" {code}" : "")}");
}
