using CreatorFlow.Testing.Platform;
using System.Text.Json;

namespace CreatorFlow.Tests.Integration.Access;

public sealed class Audit(SharedFixture<AccessUnderTest> shared) : IClassFixture<SharedFixture<AccessUnderTest>>
{
    private readonly AccessUnderTest system = shared.Value;

    [Fact]
    public async Task It_tells_who_changed_what_of_stock_keys_and_links_the_newest_first()
    {
        var shop = await system.NewCreatorAsync();
        var (anna, annas) = await shop.NewKeyAsync("staff", "Anna ä");
        Assert.Equal(200, (await shop.PostAsync("/inventory/TEE/adjustments", new { set = 40, reason = "count" }, annas)).Status);
        Assert.Equal(201, (await shop.PostAsync("/share-links", new { scope = "inventory", label = "press" }, annas)).Status);
        Assert.Equal(200, (await shop.PostAsync("/mutations", new { mutations = new[] { new { id = "m1", kind = "inventory.adjust", sku = "TEE", delta = -1 } } })).Status);
        Assert.Equal(204, (await shop.DeleteAsync($"/keys/{anna}")).Status);

        var all = (await shop.GetAsync("/audit")).Items;
        Assert.Equal(["access.key_revoked", "inventory.stock_updated", "access.share_link_created", "inventory.stock_updated", "access.key_created"], all.Select(What).Where(w => w is not "inventory.policy_applied"));
        Assert.Equal(["Owner", "Anna ä"], all.Where(a => What(a) == "inventory.stock_updated").Select(Who));
        Assert.Equal("inventory-TEE", all.First(a => What(a) == "inventory.stock_updated").GetProperty("subject").GetString());
        Assert.Equal(all.Count(a => Who(a) == "Anna ä"), (await shop.GetAsync($"/audit?who={anna}")).Items.Count);
        Assert.All((await shop.GetAsync("/audit?who=Owner")).Items, a => Assert.Equal("Owner", Who(a)));
        Assert.Empty((await shop.GetAsync("/audit?since=2100-01-01T00:00:00Z")).Items);

        var paged = new List<string>();
        for (var cursor = ""; cursor is not null;)
        {
            var page = await shop.GetAsync($"/audit?limit=1&cursor={cursor}");
            paged.AddRange(page.Items.Select(a => a.GetProperty("id").GetString()!));
            cursor = page.Text("nextCursor");
        }
        Assert.Equal(all.Select(a => a.GetProperty("id").GetString()), paged);
    }

    [Fact]
    public async Task A_streams_own_history_names_who_it_was()
    {
        var shop = await system.NewCreatorAsync();
        await shop.PostAsync("/inventory/CAP/adjustments", new { set = 3 });
        var actor = (await shop.GetAsync("/inventory/CAP/events")).Items[0].GetProperty("actor");
        Assert.Equal(($"{shop.Id}-owner", "Owner"), (actor.GetProperty("keyId").GetString(), actor.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task One_creator_sees_nothing_of_the_others()
    {
        var (mine, theirs) = (await system.NewCreatorAsync(), await system.NewCreatorAsync());
        await mine.NewKeyAsync("staff", "only-mine");
        await mine.PostAsync("/inventory/MINE/adjustments", new { set = 1 });
        Assert.Empty((await theirs.GetAsync("/audit")).Items);
        Assert.Empty((await theirs.GetAsync("/audit?who=only-mine")).Items);
        var cursor = (await mine.GetAsync("/audit?limit=1")).Text("nextCursor");
        Assert.Empty((await theirs.GetAsync($"/audit?cursor={cursor}")).Items);
    }

    [Fact]
    public async Task Secrets_and_pauses_are_in_it_without_the_secret()
    {
        var shop = await system.NewCreatorAsync();
        using var request = system.Internal(HttpMethod.Put, $"/internal/creators/{shop.Id}");
        request.Content = System.Net.Http.Json.JsonContent.Create(new { name = shop.Id, connections = new[] { new { id = $"{shop.Id}-c", platform = "standard", secret = Testing.Platform.Pipeline.Secret } } });
        (await AccessUnderTest.SendAsync(request)).EnsureSuccessStatusCode();
        var rotated = await shop.PostAsync($"/connections/{shop.Id}-c/secrets");
        Assert.Equal(201, rotated.Status);
        Assert.Equal(200, (await shop.PostAsync($"/channels/{shop.Id}-c/pause")).Status);
        var audit = await shop.GetAsync("/audit");
        Assert.Equal(["channel.paused", "access.secret_rotated"], audit.Items.Select(What));
        Assert.DoesNotContain(rotated.Text("secret")!, audit.Body.GetRawText(), StringComparison.Ordinal);
        var refused = await shop.PostAsync($"/connections/{shop.Id}-c/secrets", null, (await shop.NewKeyAsync("staff")).Key);
        Assert.Equal((403, "access.owner_only"), (refused.Status, refused.Code));
    }

    [Theory]
    [InlineData("cursor=nonsense", "cursor.invalid")]
    [InlineData("limit=0", "limit.invalid")]
    [InlineData("since=yesterday", "since.invalid")]
    public async Task What_cannot_be_asked_is_refused(string query, string code) =>
        Assert.Equal(code, (await (await system.NewCreatorAsync()).GetAsync($"/audit?{query}")).Code);

    private static string? What(JsonElement entry) => entry.GetProperty("what").GetString();

    private static string? Who(JsonElement entry) => entry.GetProperty("who").GetProperty("name").GetString();
}
