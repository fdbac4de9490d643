using CreatorFlow.Testing.Platform;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CreatorFlow.Testing;

namespace CreatorFlow.Tests.Integration.Dashboard;

/// <summary>Stock out to a file and in again, through the API, the broker and Projection.</summary>
public sealed class Files(SharedFixture<DashboardWithProjection> shared) : IClassFixture<SharedFixture<DashboardWithProjection>>
{
    private readonly DashboardWithProjection api = shared.Value;

    [Fact]
    public async Task A_preview_shows_before_and_after_and_changes_nothing()
    {
        var creator = api.NewCreator().Creator;
        await ImportAsync(creator, "sku,on_hand\nA,5\nB,7\n");
        var shown = await ImportAsync(creator, "sku;on_hand;delta;low_stock_below\nA;9;;2\nB;7;;\nC;;3;\n;1;;\n", preview: true);
        Assert.Equal(["1 change", "2 unchanged", "3 create", "4 error sku.invalid"], Results(shown));
        var first = shown.GetProperty("items")[0];
        Assert.Equal((5, 9, 0, 2), (Units(first, "before", "onHand"), Units(first, "after", "onHand"), Units(first, "before", "lowStockBelow"), Units(first, "after", "lowStockBelow")));
        Assert.Equal([("A", 5), ("B", 7)], (await api.ReadAllAsync(creator, "/api/v1/inventory")).Select(i => (i.GetProperty("sku").GetString()!, i.GetProperty("onHand").GetInt32())));
    }

    [Fact]
    public async Task The_same_file_twice_counts_once_and_with_a_key_of_its_own_again()
    {
        var creator = api.NewCreator().Creator;
        const string file = "sku,delta,low_stock_below\nA,5,\nB,-2,1\nC,x,\n";
        Assert.Equal(["1 applied", "2 applied", "3 error units.invalid"], Results(await ImportAsync(creator, file)));
        Assert.Equal(["1 duplicate", "2 duplicate", "3 error units.invalid"], Results(await ImportAsync(creator, file)));
        Assert.Equal([5, -2], (await api.ReadAllAsync(creator, "/api/v1/inventory")).Select(i => i.GetProperty("onHand").GetInt32()));
        Assert.Equal(["1 applied", "2 applied", "3 error units.invalid"], Results(await ImportAsync(creator, file, key: "november")));
        Assert.Equal([10, -4], (await api.ReadAllAsync(creator, "/api/v1/inventory")).Select(i => i.GetProperty("onHand").GetInt32()));
    }

    [Fact]
    public async Task What_was_exported_is_imported_as_it_was()
    {
        var shelf = api.NewCreator();
        for (var i = 0; i < 1_203; i++) await shelf.StoreAsync(i == 0 ? "=cmd|'/c calc'!A1" : $"SKU-{i:0000}", 3, wake: false, title: i == 1 ? "Mug, \"blue\"\r\nlarge" : null);
        using var answer = await api.GetAsync(shelf.Creator, "/api/v1/export/inventory.csv");
        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        var file = await answer.Content.ReadAsStringAsync();
        Assert.Equal(1_203, file.Split("\r\n").Count(line => line.Contains(",main,", StringComparison.Ordinal)));
        Assert.Contains("\r\n'=cmd|'/c calc'!A1,", file, StringComparison.Ordinal);
        Assert.Contains("SKU-0001,\"Mug, \"\"blue\"\"\r\nlarge\",main,3,0,3,", file, StringComparison.Ordinal);
        var shown = await ImportAsync(shelf.Creator, file, preview: true);
        Assert.Equal(1_203, shown.GetProperty("counts").GetProperty("unchanged").GetInt32());
    }

    [Fact]
    public async Task Orders_are_exported_a_line_each()
    {
        var shelf = api.NewCreator();
        for (var i = 0; i < 600; i++) await shelf.StoreOrderAsync($"{i}", name: i == 5 ? "+1" : null);
        using var answer = await api.GetAsync(shelf.Creator, "/api/v1/export/orders.csv");
        var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(601, lines.Length);
        Assert.Contains("shopify-5,'+1,shopify,c1,paid,false,2026-11-21T10:00:00.0000000Z,2026-11-21T10:00:00.0000000Z,l1,TEE,,,1,1,0,0,0,1999,USD", lines);
        Assert.Equal(600, lines.Distinct().Count() - 1);
    }

    [Fact]
    public async Task A_file_of_all_the_rows_that_it_may_hold_comes_in_and_what_took_long_is_told()
    {
        var creator = api.NewCreator().Creator;
        var answer = await ImportAsync(creator, "sku,on_hand\n" + string.Concat(Enumerable.Range(0, 5_000).Select(n => $"S{n},{n}\n")));
        Assert.All(answer.GetProperty("items").EnumerateArray(), row => Assert.Contains(row.GetProperty("result").GetString(), (string[])["applied", "accepted"]));
        await Eventually.Async(async () => await CountAsync(creator) == 5_000, TimeSpan.FromSeconds(60), "every row is decided");
    }

    private async Task<long> CountAsync(string creator)
    {
        await using var command = api.Database.CreateCommand("select count(*) from mt_doc_stockitem where tenant_id = $1");
        command.Parameters.Add(new() { Value = creator });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    [Theory]
    [InlineData("", "import.empty")]
    [InlineData("a,b\n1,2\n", "import.column_missing")]
    public async Task A_file_that_cannot_be_used_is_refused_by_its_code(string file, string code)
    {
        using var answer = await SendAsync(api.NewCreator().Creator, file, preview: false, key: null);
        Assert.Equal((422, code), ((int)answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()));
    }

    private async Task<JsonElement> ImportAsync(string creator, string file, bool preview = false, string? key = null)
    {
        using var answer = await SendAsync(creator, file, preview, key);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private Task<HttpResponseMessage> SendAsync(string creator, string file, bool preview, string? key) =>
        api.SendAsync(HttpMethod.Post, $"/api/v1/import/inventory.csv{(preview ? "?preview=true" : "")}", new StringContent(file, Encoding.UTF8, "text/csv"), creator, key);

    private static IEnumerable<string> Results(JsonElement answer) => answer.GetProperty("items").EnumerateArray().Select(r =>
        $"{r.GetProperty("row")} {r.GetProperty("result")}{(r.GetProperty("code").GetString() is { } code ? $" {code}" : "")}");

    private static int Units(JsonElement row, string moment, string name) => row.GetProperty(moment).GetProperty(name).GetInt32();
}
