using CreatorFlow.Testing.Platform;
using System.Text.Json;
using CreatorFlow.Accounts.ApiKeys;
using CreatorFlow.Testing;

namespace CreatorFlow.Tests.Integration.Access;

public sealed class Keys(SharedFixture<AccessUnderTest> shared) : IClassFixture<SharedFixture<AccessUnderTest>>
{
    private readonly AccessUnderTest system = shared.Value;

    [Fact]
    public async Task A_key_is_told_once_and_kept_as_a_hash()
    {
        var shop = await system.NewCreatorAsync();
        var made = await shop.PostAsync("/keys", new { name = "  Warehouse ä ", role = "staff" });
        var key = made.Text("key")!;
        Assert.Equal((201, "Warehouse ä", "staff", "no-store"), (made.Status, made.Text("name"), made.Text("role"), made.Headers["Cache-Control"]));
        Assert.Equal(46, key.Length);
        Assert.StartsWith("cf_", key, StringComparison.Ordinal);
        var list = await shop.GetAsync("/keys");
        Assert.DoesNotContain(key, list.Body.GetRawText(), StringComparison.Ordinal);
        await using var stored = system.Pipeline.Database.CreateCommand("select to_jsonb(k)::text, hash from api_keys k where id = $1");
        stored.Parameters.Add(new() { Value = made.Text("id")! });
        await using var row = await stored.ExecuteReaderAsync();
        Assert.True(await row.ReadAsync());
        Assert.DoesNotContain(key[3..], row.GetString(0), StringComparison.Ordinal);
        Assert.Equal(ApiKey.Hash(key), row.GetFieldValue<byte[]>(1));
        Assert.Equal("staff", (await shop.GetAsync("/me", key)).Text("role"));
    }

    [Fact]
    public async Task Its_last_use_is_noted_and_not_more_than_once_a_minute()
    {
        var shop = await system.NewCreatorAsync();
        var (id, key) = await shop.NewKeyAsync("read_only");
        Assert.Equal(JsonValueKind.Null, (await OneAsync(shop, id)).GetProperty("lastUsedAt").ValueKind);
        await shop.GetAsync("/me", key);
        var first = (await OneAsync(shop, id)).GetProperty("lastUsedAt").GetDateTimeOffset();
        Assert.Equal(first, await UsedAfterAsync(59));
        Assert.Equal(first.AddSeconds(61), await UsedAfterAsync(61));

        async Task<DateTimeOffset> UsedAfterAsync(int seconds)
        {
            var store = new ApiKeyStore(system.Pipeline.Database, new Clock(first.AddSeconds(seconds)));
            await store.NoteUseAsync((await store.FindByIdAsync(id, CancellationToken.None))!, CancellationToken.None);
            return (await OneAsync(shop, id)).GetProperty("lastUsedAt").GetDateTimeOffset();
        }
    }

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    [Fact]
    public async Task Two_are_live_after_a_rotation_until_the_old_one_is_revoked()
    {
        var shop = await system.NewCreatorAsync();
        var (id, key) = await shop.NewKeyAsync("staff", "Till");
        var second = await shop.PostAsync($"/keys/{id}/rotate");
        Assert.Equal((201, "Till", "staff", id), (second.Status, second.Text("name"), second.Text("role"), second.Text("replaces")));
        Assert.Equal((200, 200), ((await shop.GetAsync("/inventory", key)).Status, (await shop.GetAsync("/inventory", second.Text("key"))).Status));
        Assert.Equal((409, "key.rotated"), await CodeAsync(shop.PostAsync($"/keys/{id}/rotate")));
        Assert.Equal(204, (await shop.DeleteAsync($"/keys/{id}")).Status);
        await Eventually.Async(async () => (await shop.GetAsync("/inventory", key)).Status == 401);
        Assert.Equal(200, (await shop.GetAsync("/inventory", second.Text("key"))).Status);
        Assert.Equal((404, "key.not_found"), await CodeAsync(shop.DeleteAsync($"/keys/{id}")));
    }

    [Fact]
    public async Task A_third_ends_the_first_and_a_stated_time_ends_the_second()
    {
        var shop = await system.NewCreatorAsync();
        var (id, key) = await shop.NewKeyAsync("staff");
        var second = await shop.PostAsync($"/keys/{id}/rotate", new { graceMinutes = 5 });
        Assert.NotNull(second.Text("previousUntil"));
        var third = await shop.PostAsync($"/keys/{second.Text("id")}/rotate", new { graceMinutes = 0 });
        foreach (var ended in new[] { key, second.Text("key")! })
            await Eventually.Async(async () => (await shop.GetAsync("/inventory", ended)).Status == 401);
        Assert.Equal(200, (await shop.GetAsync("/inventory", third.Text("key"))).Status);
        Assert.Equal("revoked expired live", string.Join(' ', new[] { id, second.Text("id"), third.Text("id") }.Select(k => OneAsync(shop, k!).Result.GetProperty("status").GetString())));
    }

    [Fact]
    public async Task Rotated_by_many_at_once_it_has_one_successor()
    {
        var shop = await system.NewCreatorAsync();
        var (id, _) = await shop.NewKeyAsync("staff");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => shop.PostAsync($"/keys/{id}/rotate")));
        Assert.Single(answers, a => a.Status == 201);
        Assert.All(answers.Where(a => a.Status != 201), a => Assert.Equal((409, "key.rotated"), (a.Status, a.Code)));
    }

    [Fact]
    public async Task An_expired_key_opens_nothing()
    {
        var shop = await system.NewCreatorAsync();
        var (_, key) = await shop.NewKeyAsync("owner", expiresAt: DateTimeOffset.UtcNow.AddSeconds(2));
        Assert.Equal(200, (await shop.GetAsync("/me", key)).Status);
        await Eventually.Async(async () => (await shop.GetAsync("/me", key)).Status == 401);
    }

    [Fact]
    public async Task The_last_owners_key_cannot_be_revoked_nor_can_two_owners_revoke_each_other()
    {
        var shop = await system.NewCreatorAsync();
        var first = $"{shop.Id}-owner";
        await shop.NewKeyAsync("staff");
        Assert.Equal((409, "key.last_owner"), await CodeAsync(shop.DeleteAsync($"/keys/{first}")));
        var (ending, _) = await shop.NewKeyAsync("owner", expiresAt: DateTimeOffset.UtcNow.AddDays(1));
        Assert.Equal((409, "key.last_owner"), await CodeAsync(shop.DeleteAsync($"/keys/{first}")));
        Assert.Equal(204, (await shop.DeleteAsync($"/keys/{ending}")).Status);
        for (var round = 0; round < 5; round++)
        {
            var (second, _) = await shop.NewKeyAsync("owner");
            var live = (await shop.GetAsync("/keys?limit=500")).Items.Where(k => k.GetProperty("role").GetString() == "owner" && k.GetProperty("status").GetString() == "live").Select(k => k.GetProperty("id").GetString()).ToList();
            Assert.Equal(2, live.Count);
            // Both of two owners' keys go away at once, by a third hand: one has to stay.
            var statuses = await Task.WhenAll(live.Select(id => RevokeDirectlyAsync(shop, id!)));
            Assert.Equal([204, 409], statuses.Order());
            if (statuses[live.IndexOf(first)] == 204) return; // the key in hand is gone, and that was the proof
        }
    }

    [Fact]
    public async Task Only_owners_see_and_change_keys()
    {
        var shop = await system.NewCreatorAsync();
        foreach (var role in new[] { "staff", "read_only", "ops" })
        {
            var (id, key) = await shop.NewKeyAsync(role);
            foreach (var answer in new[] { await shop.GetAsync("/keys", key), await shop.PostAsync("/keys", new { name = "x", role = "owner" }, key), await shop.PostAsync($"/keys/{id}/rotate", null, key), await shop.DeleteAsync($"/keys/{id}", key) })
                Assert.Equal(403, answer.Status);
        }
    }

    [Fact]
    public async Task No_owner_makes_or_takes_over_a_key_of_operators()
    {
        var shop = await system.NewCreatorAsync();
        var (operators, _) = await shop.NewKeyAsync("ops");
        Assert.Equal((403, "access.not_ops"), await CodeAsync(shop.PostAsync("/keys", new { name = "x", role = "ops" })));
        Assert.Equal((403, "access.not_ops"), await CodeAsync(shop.PostAsync($"/keys/{operators}/rotate")));
        Assert.Equal((403, "access.not_ops"), await CodeAsync(shop.GetAsync("/ops")));
        Assert.Equal(204, (await shop.DeleteAsync($"/keys/{operators}")).Status);
    }

    [Fact]
    public async Task One_creator_neither_sees_nor_changes_the_others_keys()
    {
        var (mine, theirs) = (await system.NewCreatorAsync(), await system.NewCreatorAsync());
        var (id, key) = await mine.NewKeyAsync("staff", "only-mine");
        Assert.DoesNotContain(id, (await theirs.GetAsync("/keys")).Body.GetRawText(), StringComparison.Ordinal);
        Assert.Equal((404, "key.not_found"), await CodeAsync(theirs.PostAsync($"/keys/{id}/rotate")));
        Assert.Equal((404, "key.not_found"), await CodeAsync(theirs.DeleteAsync($"/keys/{id}")));
        var page = await mine.GetAsync("/keys?limit=1");
        Assert.All((await theirs.GetAsync($"/keys?cursor={page.Text("nextCursor")}")).Items, k => Assert.StartsWith(theirs.Id, k.GetProperty("id").GetString(), StringComparison.Ordinal));
        Assert.Equal(200, (await mine.GetAsync("/inventory", key)).Status);
    }

    [Theory]
    [InlineData("""{"role":"staff"}""", "key.name_invalid")]
    [InlineData("""{"name":" ","role":"staff"}""", "key.name_invalid")]
    [InlineData("""{"name":"a\u0000b","role":"staff"}""", "key.name_invalid")]
    [InlineData("""{"name":"x","role":"root"}""", "key.role_invalid")]
    [InlineData("""{"name":"x"}""", "key.role_invalid")]
    [InlineData("""{"name":"x","role":"staff","expiresAt":"2020-01-01T00:00:00Z"}""", "expiry.invalid")]
    public async Task What_is_no_key_is_refused(string body, string code)
    {
        var shop = await system.NewCreatorAsync();
        Assert.Equal((400, code), await CodeAsync(shop.PostAsync("/keys", JsonDocument.Parse(body).RootElement)));
    }

    private async Task<int> RevokeDirectlyAsync(OwnedCreator shop, string id)
    {
        using var request = system.Internal(HttpMethod.Delete, $"/api/v1/keys/{id}");
        foreach (var (name, value) in new[] { ("X-CreatorFlow-Creator", shop.Id), ("X-CreatorFlow-Key", "hand"), ("X-CreatorFlow-Scopes", "owner") }) request.Headers.Add(name, value);
        using var answer = await AccessUnderTest.SendAsync(request);
        return (int)answer.StatusCode;
    }

    private static async Task<JsonElement> OneAsync(OwnedCreator shop, string id) => (await shop.GetAsync("/keys?limit=500")).Items.Single(k => k.GetProperty("id").GetString() == id);

    private static async Task<(int, string?)> CodeAsync(Task<Answer> answer) => ((await answer).Status, (await answer).Code);
}
