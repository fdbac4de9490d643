using CreatorFlow.Testing.Platform;
using System.Text.Json;
using CreatorFlow.Hosting.Redis;
using CreatorFlow.Tests.Integration.Dashboard;
using Microsoft.Extensions.Logging.Abstractions;

namespace CreatorFlow.Tests.Integration.Access;

public sealed class Share_links(SharedFixture<AccessUnderTest> shared) : IClassFixture<SharedFixture<AccessUnderTest>>
{
    private readonly AccessUnderTest system = shared.Value;

    [Fact]
    public async Task A_link_shows_skus_titles_and_what_is_available_and_nothing_else()
    {
        var shop = await StockedAsync("A/1", "B", "C");
        var made = await shop.PostAsync("/share-links", new { scope = "inventory", label = "For the press" });
        Assert.Equal((201, 43, "no-store"), (made.Status, made.Text("token")!.Length, made.Headers["Cache-Control"]));
        var shown = await PublicAsync(made.Text("path")!);
        Assert.Equal(["A/1", "B", "C"], shown.Items.Select(i => i.GetProperty("sku").GetString()));
        Assert.All(shown.Items, i => Assert.Equal(["sku", "title", "available"], i.EnumerateObject().Select(p => p.Name)));
        Assert.Equal(["label", "expiresAt", "items", "nextCursor"], shown.Body.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("no-store", "noindex, nofollow", "no-referrer"), (shown.Headers["Cache-Control"], shown.Headers["X-Robots-Tag"], shown.Headers["Referrer-Policy"]));
        var page = await PublicAsync($"{made.Text("path")}?limit=2");
        Assert.Equal(["C"], (await PublicAsync($"{made.Text("path")}?limit=2&cursor={page.Text("nextCursor")}")).Items.Select(i => i.GetProperty("sku").GetString()));
    }

    [Fact]
    public async Task A_link_to_one_sku_shows_that_alone()
    {
        var shop = await StockedAsync("A", "B");
        var made = await shop.PostAsync("/share-links", new { scope = "sku", sku = "B", label = "One" });
        Assert.Equal(["B"], (await PublicAsync(made.Text("path")!)).Items.Select(i => i.GetProperty("sku").GetString()));
        Assert.Equal(["B"], (await PublicAsync($"{made.Text("path")}?q=A&sku=A")).Items.Select(i => i.GetProperty("sku").GetString()));
    }

    [Fact]
    public async Task A_revoked_link_ends_at_once_and_answers_as_one_that_never_was()
    {
        var shop = await StockedAsync("A");
        var made = await shop.PostAsync("/share-links", new { scope = "inventory", label = "Soon over" });
        Assert.Equal(200, (await PublicAsync(made.Text("path")!)).Status);
        Assert.Equal(204, (await shop.DeleteAsync($"/share-links/{made.Text("id")}")).Status);
        var (revoked, never) = (await PublicAsync(made.Text("path")!), await PublicAsync($"/api/v1/shared/{new string('A', 43)}"));
        Assert.Equal((404, "share_link.not_found", "no-store"), (revoked.Status, revoked.Code, revoked.Headers["Cache-Control"]));
        Assert.Equal((revoked.Status, revoked.Code, revoked.Text("title")), (never.Status, never.Code, never.Text("title")));
        Assert.Equal("revoked", (await shop.GetAsync("/share-links")).Items.Single().GetProperty("status").GetString());
        Assert.Equal((404, "share_link.not_found"), await CodeAsync(shop.DeleteAsync($"/share-links/{made.Text("id")}")));
    }

    [Fact]
    public async Task An_expired_link_shows_nothing()
    {
        var shop = await StockedAsync("A");
        var made = await shop.PostAsync("/share-links", new { scope = "inventory", label = "Short", expiresAt = DateTimeOffset.UtcNow.AddSeconds(2) });
        Assert.Equal(200, (await PublicAsync(made.Text("path")!)).Status);
        await Testing.Eventually.Async(async () => (await PublicAsync(made.Text("path")!)).Status == 404);
    }

    [Fact]
    public async Task One_creator_neither_sees_nor_ends_the_others_links()
    {
        var (mine, theirs) = (await StockedAsync("mine"), await StockedAsync("theirs"));
        var made = await mine.PostAsync("/share-links", new { scope = "inventory", label = "mine" });
        Assert.Empty((await theirs.GetAsync("/share-links")).Items);
        Assert.Equal((404, "share_link.not_found"), await CodeAsync(theirs.DeleteAsync($"/share-links/{made.Text("id")}")));
        Assert.Equal("mine", (await PublicAsync(made.Text("path")!)).Items.Single().GetProperty("sku").GetString());
    }

    [Fact]
    public async Task The_token_is_told_once_and_stored_nowhere()
    {
        var shop = await StockedAsync("A");
        var made = await shop.PostAsync("/share-links", new { scope = "inventory", label = "x" });
        Assert.DoesNotContain(made.Text("token")!, (await shop.GetAsync("/share-links")).Body.GetRawText(), StringComparison.Ordinal);
        await using var stored = system.Pipeline.Database.CreateCommand("select (select string_agg(to_jsonb(l)::text, '') from share_links l) || (select string_agg(to_jsonb(c)::text, '') from account_changes c)");
        Assert.DoesNotContain(made.Text("token")!, (string)(await stored.ExecuteScalarAsync())!, StringComparison.Ordinal);
        Assert.Equal((403, "access.read_only"), await CodeAsync(shop.PostAsync("/share-links", new { scope = "inventory", label = "x" }, (await shop.NewKeyAsync("read_only")).Key)));
    }

    [Theory]
    [InlineData("""{"scope":"inventory"}""", "share_link.label_invalid")]
    [InlineData("""{"label":"x"}""", "share_link.scope_invalid")]
    [InlineData("""{"label":"x","scope":"orders"}""", "share_link.scope_invalid")]
    [InlineData("""{"label":"x","scope":"sku"}""", "share_link.sku_invalid")]
    [InlineData("""{"label":"x","scope":"inventory","expiresAt":"2020-01-01T00:00:00Z"}""", "expiry.invalid")]
    [InlineData("""{"label":"x","scope":"inventory","expiresAt":"2100-01-01T00:00:00Z"}""", "expiry.invalid")]
    public async Task What_is_no_link_is_refused(string body, string code)
    {
        var shop = await system.NewCreatorAsync();
        Assert.Equal((400, code), await CodeAsync(shop.PostAsync("/share-links", JsonDocument.Parse(body).RootElement)));
    }

    private Task<Answer> PublicAsync(string target) => system.SendAsync(HttpMethod.Get, target, null);

    private async Task<OwnedCreator> StockedAsync(params string[] skus)
    {
        var shop = await system.NewCreatorAsync();
        await using var redis = new RedisCache(system.Pipeline.Settings["ConnectionStrings__Redis"], NullLogger<RedisCache>.Instance);
        var shelf = new Shelf(system.Pipeline.Database, redis, shop.Id);
        foreach (var sku in skus) await shelf.StoreAsync(sku, 3, wake: false);
        return shop;
    }

    private static async Task<(int, string?)> CodeAsync(Task<Answer> answer) => ((await answer).Status, (await answer).Code);
}
