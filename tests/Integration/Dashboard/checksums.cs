using CreatorFlow.Testing.Platform;
namespace CreatorFlow.Tests.Integration.Dashboard;

public sealed class Checksums(SharedFixture<DashboardUnderTest> shared) : IClassFixture<SharedFixture<DashboardUnderTest>>
{
    private readonly DashboardUnderTest api = shared.Value;

    [Fact]
    public async Task Equal_copies_have_equal_sums_and_a_difference_shows_in_its_range_alone()
    {
        var (one, other) = (api.NewCreator(), api.NewCreator());
        string[] skus = [.. Enumerable.Range(0, 40).Select(n => $"SKU-{n}"), "Größe/ß", "衬衫"];
        foreach (var sku in skus) await one.StoreAsync(sku, 3);
        foreach (var sku in skus.Reverse()) await other.StoreAsync(sku, 3);
        var (sums, others) = (await SumsAsync(one.Creator), await SumsAsync(other.Creator));
        Assert.Equal(sums, others);
        await other.StoreAsync("SKU-7", 4);
        var differing = Assert.Single((await SumsAsync(other.Creator)).Except(sums));
        var range = differing.Split(' ')[0];
        var items = (await api.ReadAsync(other.Creator, $"/api/v1/checksums/{range}?topic=inventory")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(4, items.Single(i => i.GetProperty("id").GetString() == "SKU-7").GetProperty("version").GetInt32());
        Assert.Equal(int.Parse(differing.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), items.Count);
    }

    /// <summary>FNV-1a of "a" is e40c292c (the algorithm's published test vectors): range 2c. Of "a\0" and "1" from both bases, reckoned by hand.</summary>
    [Fact]
    public async Task An_entry_is_summed_as_documented()
    {
        var shelf = api.NewCreator();
        await shelf.StoreAsync("a", 1);
        var answer = await api.ReadAsync(shelf.Creator, "/api/v1/checksums?topic=inventory");
        Assert.Equal((1, "1"), (answer.GetProperty("count").GetInt32(), answer.GetProperty("cursor").GetString()));
        Assert.Equal(0x2c, Assert.Single(answer.GetProperty("ranges").EnumerateArray()).GetProperty("range").GetInt32());
        Assert.Equal("5ff4282f6a0ad54c", answer.GetProperty("ranges")[0].GetProperty("sum").GetString());
        Assert.Equal((400, "topic.invalid"), await api.RefusalAsync(shelf.Creator, "/api/v1/checksums?topic=secrets"));
        Assert.Equal((400, "range.invalid"), await api.RefusalAsync(shelf.Creator, "/api/v1/checksums/256?topic=inventory"));
        Assert.Empty((await api.ReadAsync(api.NewCreator().Creator, "/api/v1/checksums?topic=orders")).GetProperty("ranges").EnumerateArray());
    }

    private async Task<List<string>> SumsAsync(string creator) =>
        [.. (await api.ReadAsync(creator, "/api/v1/checksums?topic=inventory")).GetProperty("ranges").EnumerateArray().Select(r => $"{r.GetProperty("range")} {r.GetProperty("count")} {r.GetProperty("sum")}")];
}
