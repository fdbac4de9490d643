using CreatorFlow.Testing.Platform;
using System.Collections.Concurrent;
using System.Text.Json;

namespace CreatorFlow.Tests.Integration.Dashboard;

public sealed class Change_feed(SharedFixture<DashboardUnderTest> shared) : IClassFixture<SharedFixture<DashboardUnderTest>>
{
    private readonly DashboardUnderTest api = shared.Value;

    [Fact]
    public async Task A_reader_by_cursor_never_skips_what_slow_writers_commit()
    {
        const int writers = 8, each = 25, seed = 20261121;
        var shelf = api.NewCreator();
        var chosen = new ConcurrentDictionary<string, bool>();
        var random = new Random(seed);
        var pauses = Enumerable.Range(0, writers * each).Select(_ => random.Next(0, 12)).ToArray();
        var writing = Task.WhenAll(Enumerable.Range(0, writers).Select(async writer =>
        {
            for (var i = 0; i < each; i++)
                await shelf.StoreAsync($"SKU-{writer}-{i}", 1, wake: false, beforeCommit: () => Task.Delay(pauses[(writer * each) + i]));
        }));
        for (var (cursor, finished) = ("", false); !finished || chosen.Count < writers * each;)
        {
            finished = writing.IsCompleted;
            var page = await api.ReadAsync(shelf.Creator, $"/api/v1/changes?since={cursor}&limit=7");
            foreach (var change in page.GetProperty("changes").EnumerateArray()) Assert.True(chosen.TryAdd(change.GetProperty("id").GetString()!, true), "seen twice");
            if (finished && cursor == page.GetProperty("cursor").GetString()) break;
            cursor = page.GetProperty("cursor").GetString()!;
        }
        await writing;
        Assert.True(chosen.Count == writers * each, $"Seed {seed}: {chosen.Count} of {writers * each} changes were seen.");
    }

    [Fact]
    public async Task An_aggregate_comes_once_at_its_last_place_as_it_is_now_however_small_the_pages()
    {
        var shelf = api.NewCreator();
        foreach (var (sku, version) in new[] { ("A", 1L), ("B", 1), ("A", 2), ("C", 1), ("A", 3) }) await shelf.StoreAsync(sku, version, wake: false);
        var page = await api.ReadAsync(shelf.Creator, "/api/v1/changes");
        Assert.Equal(["2:B:1", "4:C:1", "5:A:3"], page.GetProperty("changes").EnumerateArray().Select(Line));
        Assert.Equal(3, page.GetProperty("changes")[2].GetProperty("data").GetProperty("onHand").GetInt32());
        Assert.False(page.GetProperty("hasMore").GetBoolean());
        var first = await api.ReadAsync(shelf.Creator, "/api/v1/changes?limit=2");
        Assert.Equal(["2:B:1", "4:C:1"], first.GetProperty("changes").EnumerateArray().Select(Line));
        Assert.True(first.GetProperty("hasMore").GetBoolean());
        var rest = await api.ReadAsync(shelf.Creator, $"/api/v1/changes?limit=2&since={first.GetProperty("cursor").GetString()}");
        Assert.Equal("5:A:3", Line(Assert.Single(rest.GetProperty("changes").EnumerateArray())));
        Assert.False(rest.GetProperty("hasMore").GetBoolean());
    }

    [Fact]
    public async Task Now_is_a_cursor_from_which_only_later_changes_come()
    {
        var shelf = api.NewCreator();
        await shelf.StoreAsync("A", 1, wake: false);
        var now = await api.ReadAsync(shelf.Creator, "/api/v1/changes?since=now");
        Assert.Empty(now.GetProperty("changes").EnumerateArray());
        await shelf.StoreAsync("B", 1, wake: false);
        var later = await api.ReadAsync(shelf.Creator, $"/api/v1/changes?since={now.GetProperty("cursor").GetString()}");
        Assert.Equal("B", Assert.Single(later.GetProperty("changes").EnumerateArray()).GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("1", true)]
    [InlineData("2", false)]
    [InlineData("4", false)]
    [InlineData("5", true)]
    public async Task A_cursor_that_the_feed_does_not_reach_is_told_so(string cursor, bool expired)
    {
        var shelf = api.NewCreator();
        for (var version = 1; version <= 4; version++) await shelf.StoreAsync("A", version, wake: false);
        await shelf.ForgetUpToAsync(2);
        using var answer = await api.GetAsync(shelf.Creator, $"/api/v1/changes?since={cursor}");
        Assert.Equal(expired ? 410 : 200, (int)answer.StatusCode);
        if (!expired) return;
        Assert.Equal((410, "cursor.expired"), await api.RefusalAsync(shelf.Creator, $"/api/v1/changes?since={cursor}"));
        Assert.Equal((410, "cursor.expired"), await api.RefusalAsync(shelf.Creator, $"/api/v1/stream?since={cursor}"));
    }

    [Fact]
    public async Task A_feed_whose_rows_are_all_gone_goes_on_from_its_end_alone()
    {
        var shelf = api.NewCreator();
        for (var version = 1; version <= 4; version++) await shelf.StoreAsync("A", version, wake: false);
        await shelf.ForgetUpToAsync(4);
        Assert.Equal((410, "cursor.expired"), await api.RefusalAsync(shelf.Creator, "/api/v1/changes?since=3"));
        Assert.Empty((await api.ReadAsync(shelf.Creator, "/api/v1/changes?since=4")).GetProperty("changes").EnumerateArray());
    }

    private static string Line(JsonElement change) =>
        $"{change.GetProperty("cursor").GetString()}:{change.GetProperty("id").GetString()}:{change.GetProperty("version").GetInt64()}";
}
