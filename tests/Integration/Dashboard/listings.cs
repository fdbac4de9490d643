using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Projection;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Tests.Integration.Projection;

namespace CreatorFlow.Tests.Integration.Dashboard;

/// <summary>The Dashboard API with Projection behind the broker: what a person wants is decided.</summary>
public sealed class DashboardWithProjection : DashboardUnderTest
{
    private RunningService? projection;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        projection = await RunningService.StartAsync(typeof(ProjectionModule), Environment);
    }

    public override async Task DisposeAsync()
    {
        if (projection is not null) await projection.DisposeAsync();
        await base.DisposeAsync();
    }
}

public sealed class Listings(SharedFixture<DashboardWithProjection> shared) : IClassFixture<SharedFixture<DashboardWithProjection>>
{
    private readonly DashboardWithProjection api = shared.Value;

    private static readonly DateTimeOffset Start = LaneUnderTest.Start;

    [Fact]
    public async Task An_unlinked_listing_is_suggested_linked_unlinked_and_linked_again()
    {
        var creator = await FillAsync();
        var item = Assert.Single(await UnlinkedAsync(creator));
        Assert.Equal(("shop", "shopify", "808950810", "shopify:808950810"), (Text(item, "connectionId"), Text(item, "platform"), Text(item, "listingId"), Text(item, "ownSku")));
        Assert.Equal((null, "4006381333931", "Example T-Shirt - Small", 10), (Text(item, "linkedSku"), Text(item, "barcode"), Text(item, "title"), item.GetProperty("reported").GetInt64()));
        Assert.Equal("variant:1", item.GetProperty("aliases")[0].GetString());
        Assert.Equal(Start.AddMinutes(2), item.GetProperty("lastSeenAt").GetDateTimeOffset());
        Assert.Equal(["TEE-S same_barcode", "TEE-M similar_title"], item.GetProperty("suggestions").EnumerateArray().Select(s => $"{Text(s, "sku")} {Text(s, "reason")}"));

        Assert.Equal((200, "applied"), await PostAsync(creator, "/api/v1/listings/shop/808950810/link", new { sku = "TEE-S" }, "link-1"));
        Assert.Equal((200, "duplicate"), await PostAsync(creator, "/api/v1/listings/shop/808950810/link", new { sku = "TEE-S" }, "link-1"));
        Assert.Empty(await UnlinkedAsync(creator));
        var once = await StockAsync(creator, "TEE-S");
        Assert.Equal((10, 2), (once.OnHand, once.Channels));

        Assert.Equal((200, "applied"), await PostAsync(creator, "/api/v1/listings/shop/808950810/unlink", null));
        Assert.Equal("shopify:808950810", Text(Assert.Single(await UnlinkedAsync(creator)), "ownSku"));
        Assert.Equal((10, 1), await StockAsync(creator, "shopify:808950810"));
        Assert.Equal((200, "applied"), await PostAsync(creator, "/api/v1/listings/shop/808950810/link", new { sku = "TEE-S" }));
        Assert.Equal(once, await StockAsync(creator, "TEE-S"));
        Assert.NotEmpty((await api.ReadAsync(creator, "/api/v1/inventory/shopify%3A808950810/events")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Many_links_are_approved_at_once_and_each_has_its_own_answer()
    {
        var creator = await FillAsync(("a/1", "A"), ("b", "B"), ("c", "C"));
        object[] items =
        [
            new { connectionId = "shop", listingId = "a/1", sku = "SKU/A" }, new { connectionId = "shop", listingId = "b", sku = " " },
            new { connectionId = "shop", listingId = "nobody", sku = "X" }, new { connectionId = "shop", listingId = "c", sku = "shopify:b" },
        ];
        string[] expected = ["applied ", "refused sku.invalid", "refused listing.unknown", "refused sku.is_a_listing"];
        Assert.Equal(expected, await ApproveAsync(creator, items, "bulk-1"));
        expected[0] = "duplicate ";
        Assert.Equal(expected[..3], (await ApproveAsync(creator, items, "bulk-1"))[..3]);
        Assert.Equal(["808950810", "b", "c"], (await UnlinkedAsync(creator)).Select(i => Text(i, "listingId")));
        Assert.Equal((200, "applied"), await PostAsync(creator, "/api/v1/listings/shop/a%2F1/unlink", null));
    }

    [Fact]
    public async Task One_creator_neither_sees_nor_links_the_others_listings()
    {
        var creator = await FillAsync();
        var other = api.NewCreator().Creator;
        Assert.Empty((await api.ReadAsync(other, "/api/v1/listings")).GetProperty("items").EnumerateArray());
        Assert.Equal((404, "listing.unknown"), await PostAsync(other, "/api/v1/listings/shop/808950810/link", new { sku = "MINE" }));
        Assert.Equal((404, "listing.unknown"), await PostAsync(other, "/api/v1/listings/shop/808950810/unlink", null));
        Assert.Equal(["refused listing.unknown"], await ApproveAsync(other, [new { connectionId = "shop", listingId = "808950810", sku = "MINE" }], null));
        Assert.Single(await UnlinkedAsync(creator));
    }

    [Theory]
    [InlineData("/api/v1/listings/shop/808950810/link", "sku.invalid")]
    [InlineData("/api/v1/listings/links", "links.invalid")]
    public async Task What_cannot_be_used_is_told_by_its_code(string address, string code) =>
        Assert.Equal((400, code), await PostAsync(await FillAsync(), address, new { }));

    [Fact]
    public async Task A_filter_and_a_cursor_that_cannot_be_used_are_refused()
    {
        Assert.Equal((400, "linked.invalid"), await api.RefusalAsync("anyone", "/api/v1/listings?linked=maybe"));
        Assert.Equal((400, "cursor.invalid"), await api.RefusalAsync("anyone", "/api/v1/listings?cursor=x"));
    }

    /// <summary>TEE-S and TEE-M of another channel, and one unlinked listing of the shop, and more of them.</summary>
    private async Task<string> FillAsync(params (string Id, string Title)[] more)
    {
        var lane = new LaneUnderTest(api.Database, api.Redis, api.NewCreator().Creator);
        ListingSeen Seen(string id, string? sku, string title, string? barcode) =>
            new() { ListingId = id, Aliases = id == "808950810" ? ["variant:1"] : [], Sku = sku, Title = title, Barcode = barcode, OccurredAt = Start.AddMinutes(1) };
        await lane.WriteAsync(
            lane.Delivery(Seen("one", "TEE-S", "Example T-Shirt - Small", "4006381333931")) with { ConnectionId = "market" },
            lane.Delivery(Seen("two", "TEE-M", "Example T-Shirt - Medium", null)) with { ConnectionId = "market" });
        await lane.PlayAsync(Seen("808950810", null, "Example T-Shirt - Small", "4006381333931"), new StockReported { ListingId = "808950810", Location = "loc", Available = 10, OccurredAt = Start.AddMinutes(2) });
        foreach (var (id, title) in more) await lane.PlayAsync(Seen(id, null, title, null));
        return lane.Creator;
    }

    private Task<List<JsonElement>> UnlinkedAsync(string creator) => api.ReadAllAsync(creator, "/api/v1/listings?linked=false&limit=2");

    private async Task<(long OnHand, int Channels)> StockAsync(string creator, string sku)
    {
        var item = await api.ReadAsync(creator, $"/api/v1/inventory/{Uri.EscapeDataString(sku)}");
        return (item.GetProperty("onHand").GetInt64(), item.GetProperty("channels").GetArrayLength());
    }

    private async Task<(int Status, string? Said)> PostAsync(string creator, string target, object? body, string? key = null)
    {
        using var answer = await api.SendAsync(HttpMethod.Post, target, body, creator, key);
        using var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return ((int)answer.StatusCode, said.RootElement.TryGetProperty(answer.IsSuccessStatusCode ? "outcome" : "code", out var value) ? value.GetString() : null);
    }

    private async Task<string[]> ApproveAsync(string creator, object[] items, string? key)
    {
        using var answer = await api.SendAsync(HttpMethod.Post, "/api/v1/listings/links", new { items }, creator, key);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var said = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return [.. said.GetProperty("items").EnumerateArray().Select(i => $"{Text(i, "outcome")} {Text(i, "code")}")];
    }

    private static string? Text(JsonElement item, string name) => item.GetProperty(name).GetString();
}
