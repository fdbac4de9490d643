using CreatorFlow.Testing.Platform;
namespace CreatorFlow.Tests.Integration.Dashboard;

public sealed class Two_creators(SharedFixture<DashboardUnderTest> shared) : IClassFixture<SharedFixture<DashboardUnderTest>>
{
    private readonly DashboardUnderTest api = shared.Value;

    private const string Secret = "only-the-first-creator-may-see-this";

    [Fact]
    public async Task One_never_sees_what_is_the_others_on_any_address()
    {
        var mine = api.NewCreator();
        var others = api.NewCreator();
        var delivery = await FillAsync(mine);
        string[] addresses =
        [
            "/api/v1/inventory", "/api/v1/inventory?sort=updatedAt", "/api/v1/inventory?q=only", $"/api/v1/inventory/{Secret}", $"/api/v1/inventory/{Secret}/events",
            "/api/v1/orders", $"/api/v1/orders?q={Secret}", $"/api/v1/orders/shopify-{Secret}", $"/api/v1/orders/shopify-{Secret}/events",
            "/api/v1/deliveries", "/api/v1/deliveries?outcome=parked", $"/api/v1/deliveries/{delivery}", "/api/v1/changes", "/api/v1/me",
        ];
        foreach (var address in addresses)
        {
            Assert.Contains(address.EndsWith("me", StringComparison.Ordinal) ? mine.Creator : Secret, await TextAsync(mine.Creator, address), StringComparison.Ordinal);
            var theirs = await TextAsync(others.Creator, address);
            Assert.DoesNotContain(Secret, theirs, StringComparison.Ordinal);
            Assert.DoesNotContain(mine.Creator, theirs, StringComparison.Ordinal);
            Assert.DoesNotContain(delivery, theirs, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Ones_stream_never_carries_the_others_changes()
    {
        var mine = api.NewCreator();
        var others = api.NewCreator();
        using var stream = await api.OpenAsync(others.Creator, "?since=");
        for (var i = 1; i <= 50; i++)
        {
            await mine.StoreAsync(Secret, i);
            await others.StoreAsync($"theirs-{i}", 1);
        }
        for (var i = 1; i <= 50; i++)
        {
            var (_, id, data) = await stream.NextAsync();
            Assert.Equal(($"{i}", $"theirs-{i}"), (id, data.GetProperty("id").GetString()));
        }
    }

    [Fact]
    public async Task A_cursor_of_ones_lists_shows_nothing_of_it_to_the_other()
    {
        var mine = api.NewCreator();
        await FillAsync(mine);
        await mine.StoreAsync("zzz", 1, wake: false);
        var cursor = (await api.ReadAsync(mine.Creator, "/api/v1/inventory?limit=1")).GetProperty("nextCursor").GetString();
        Assert.Empty((await api.ReadAsync(api.NewCreator().Creator, $"/api/v1/inventory?cursor={cursor}")).GetProperty("items").EnumerateArray());
    }

    [Theory]
    [InlineData("X-Internal-Token", "wrong", 401)]
    [InlineData("X-Internal-Token", "", 401)]
    [InlineData("X-CreatorFlow-Creator", "", 401)]
    [InlineData("X-CreatorFlow-Scopes", "", 403)]
    [InlineData("X-CreatorFlow-Scopes", "nothing", 403)]
    public async Task Who_does_not_come_from_the_gateway_sees_nothing(string header, string value, int status)
    {
        foreach (var address in new[] { "inventory", "inventory/TEE", "orders", "deliveries", "changes", "stream", "me" })
            Assert.Equal(status, (await api.RefusalAsync("anyone", $"/api/v1/{address}", (header, value))).Status);
    }

    private static async Task<string> FillAsync(Shelf shelf)
    {
        await shelf.StoreAsync(Secret, 1, wake: false);
        await shelf.RecordAsync($"inventory-{Secret}", 1);
        await shelf.StoreOrderAsync(Secret);
        await shelf.RecordAsync($"order-shopify-{Secret}", 1);
        return await shelf.ArchiveAsync(System.Text.Encoding.UTF8.GetBytes(Secret), "parked");
    }

    private async Task<string> TextAsync(string creator, string address)
    {
        using var answer = await api.GetAsync(creator, address);
        var text = await answer.Content.ReadAsStringAsync();
        // A list of deliveries has no bodies; its one row is known by its origin.
        return address.StartsWith("/api/v1/deliveries", StringComparison.Ordinal) && text.Contains("\"connectionId\":\"c1\"", StringComparison.Ordinal) ? text + Secret : text;
    }
}
