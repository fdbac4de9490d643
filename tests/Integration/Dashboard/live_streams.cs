using CreatorFlow.Testing;

namespace CreatorFlow.Tests.Integration.Dashboard;

public sealed class Live_streams(Live_streams.Watched api) : IClassFixture<Live_streams.Watched>
{
    [Fact]
    public async Task A_change_arrives_with_its_cursor_topic_and_data()
    {
        var shelf = api.NewCreator();
        using var stream = await api.OpenAsync(shelf.Creator);
        await shelf.StoreAsync("TEE", 7);
        var (topic, id, data) = await stream.NextAsync();
        Assert.Equal(("inventory", "1"), (topic, id));
        Assert.Equal("1", data.GetProperty("cursor").GetString());
        Assert.Equal(7, data.GetProperty("version").GetInt64());
        Assert.Equal("TEE", data.GetProperty("data").GetProperty("sku").GetString());
    }

    [Fact]
    public async Task A_reader_that_was_cut_off_goes_on_where_it_stopped()
    {
        var shelf = api.NewCreator();
        await shelf.StoreAsync("A", 1);
        string lastId;
        using (var first = await api.OpenAsync(shelf.Creator))
        {
            Assert.Equal("1", first.LastId); // known before the first change
            await shelf.StoreAsync("B", 1);
            await first.NextAsync();
            lastId = first.LastId;
        }
        for (var i = 0; i < 450; i++) await shelf.StoreAsync($"C-{i:000}", 1, wake: false);
        using var second = await api.OpenAsync(shelf.Creator, lastId: lastId);
        for (var i = 0; i < 450; i++) Assert.Equal($"C-{i:000}", (await second.NextAsync()).Data.GetProperty("id").GetString());
        await shelf.StoreAsync("D", 1);
        Assert.Equal("D", (await second.NextAsync()).Data.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Every_change_reaches_every_stream_once_whatever_wakes_it()
    {
        const int streams = 20, changes = 300;
        var shelf = api.NewCreator();
        var open = await Task.WhenAll(Enumerable.Range(0, streams).Select(_ => api.OpenAsync(shelf.Creator)));
        var reading = open.Select(async stream =>
        {
            var positions = new List<long>();
            while (positions.LastOrDefault() < changes) positions.Add(long.Parse((await stream.NextAsync()).Id, null));
            return positions;
        }).ToList();
        for (var i = 0; i < changes; i++) await shelf.StoreAsync($"SKU-{i}", 1, wake: i % 3 == 0);
        foreach (var positions in await Task.WhenAll(reading)) Assert.Equal(Enumerable.Range(1, changes).Select(i => (long)i), positions);
        foreach (var stream in open) stream.Dispose();
    }

    [Fact]
    public async Task A_lost_wake_up_is_made_up_for_by_the_next_look()
    {
        var shelf = api.NewCreator();
        using var stream = await api.OpenAsync(shelf.Creator);
        await shelf.StoreAsync("TEE", 1, wake: false);
        Assert.Equal("TEE", (await stream.NextAsync()).Data.GetProperty("data").GetProperty("sku").GetString());
    }

    [Fact]
    public async Task Topics_that_were_not_asked_for_only_move_the_cursor()
    {
        var shelf = api.NewCreator();
        using var stream = await api.OpenAsync(shelf.Creator, "?topics=orders");
        await shelf.StoreAsync("TEE", 1);
        await shelf.StoreOrderAsync("1001");
        Assert.Equal("orders", (await stream.NextAsync()).Event);
        await shelf.StoreAsync("TEE", 2);
        while (stream.LastId != "3") Assert.DoesNotContain("data", (await stream.PartAsync())!.Keys);
    }

    [Fact]
    public async Task A_stream_ends_when_its_key_is_revoked()
    {
        var shelf = api.NewCreator();
        using var saved = await api.SendAsync(HttpMethod.Put, $"/internal/creators/{shelf.Creator}", new
        {
            name = "Shop",
            apiKeys = new[] { new { id = $"{shelf.Creator}-key", name = "key", scopes = new[] { "read" }, key = $"cf_{shelf.Creator}" } },
        });
        Assert.Equal(204, (int)saved.StatusCode);
        using var stream = await api.OpenAsync(shelf.Creator, keyId: $"{shelf.Creator}-key");
        Assert.NotNull(await stream.PartAsync()); // a heartbeat, and more than one look at the keys
        await using var revoke = api.Database.CreateCommand("update api_keys set revoked_at = now() where id = $1");
        revoke.Parameters.Add(new() { Value = $"{shelf.Creator}-key" });
        await revoke.ExecuteNonQueryAsync();
        await stream.UntilEndAsync();
    }

    [Fact]
    public async Task A_reader_that_does_not_read_holds_nobody_up_and_misses_nothing()
    {
        const int changes = 2_000;
        var shelf = api.NewCreator();
        using var slow = await api.OpenAsync(shelf.Creator);
        using var quick = await api.OpenAsync(shelf.Creator);
        var seen = Task.Run(async () =>
        {
            while ((await quick.NextAsync()).Id != $"{changes}")
            {
                // Until the last.
            }
        });
        var title = new string('t', 3_000);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async lane =>
        {
            for (var i = lane; i < changes; i += 8) await shelf.StoreAsync($"SKU-{i:0000}", 1, title: title);
        }));
        await seen.WaitAsync(TimeSpan.FromSeconds(20));
        for (var position = 1; position <= changes; position++) Assert.Equal($"{position}", (await slow.NextAsync()).Id);
    }

    [Fact]
    public async Task Open_streams_are_counted_for_services_alone()
    {
        var shelf = api.NewCreator();
        Assert.Equal((401, "auth.internal_only"), await api.RefusalAsync(shelf.Creator, "/internal/streams"));
        await Eventually.Async(async () => await LiveAsync() == 0, what: "those of other tests are gone");
        using (await api.OpenAsync(shelf.Creator))
        using (await api.OpenAsync(shelf.Creator)) Assert.Equal(2, await LiveAsync());
        await Eventually.Async(async () => await LiveAsync() == 0, what: "these are gone");

        async Task<int> LiveAsync()
        {
            using var answer = await api.SendAsync(HttpMethod.Get, "/internal/streams", body: null);
            return System.Text.Json.JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("live").GetInt32();
        }
    }

    /// <summary>Beats and looks at keys more often than the product.</summary>
    public sealed class Watched : DashboardUnderTest
    {
        protected override Dictionary<string, string> Settings => new() { ["Streams__HeartbeatEvery"] = "00:00:01", ["Streams__CheckKeysEvery"] = "00:00:00.300" };
    }
}
