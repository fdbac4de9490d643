using System.Text.Json.Nodes;
using CreatorFlow.Adapters.Channels;

namespace CreatorFlow.Tests.Contracts.Adapters;

public sealed class Shopify_is_read
{
    [Fact]
    public async Task Every_level_is_on_one_page_and_its_item_says_what_names_it()
    {
        await using var shop = await ShopifyShopHost.StartAsync(skus: 230);
        var pages = await PagesAsync(shop);
        var levels = pages.SelectMany(p => p.Listings).ToList();
        var locations = levels.Select(l => l.Location).Distinct().Count();
        Assert.Equal(230 * locations, levels.DistinctBy(l => (l.ListingId, l.Location)).Count());
        Assert.Equal(230 * locations, levels.Count);
        Assert.True(pages.Count > locations, $"{pages.Count} pages");
        Assert.All(levels, l => Assert.True(l is { Sku: null, Title: null, ListingId.Length: 19, Available: >= 0 }, l.ToString()));
        var described = Assert.IsType<PageAnswer.Page>(await shop.Adapter.DescribeAsync(shop.Connection, levels, CancellationToken.None)).Listings;
        Assert.Equal(levels.Select(l => (l.ListingId, l.Location, l.Available)), described.Select(l => (l.ListingId, l.Location, l.Available)));
        Assert.All(described, l => Assert.True(l is { Sku.Length: > 0, Title.Length: > 0, Barcode.Length: > 0, ProductId.Length: 19, Aliases: [{ Length: 19 }], ListingId.Length: 19, Available: >= 0 }, l.ToString()));
    }

    [Fact]
    public async Task Pages_grow_to_what_the_shop_charges_and_no_further()
    {
        await using var shop = await ShopifyShopHost.StartAsync(skus: 250);
        await PagesAsync(shop);
        var sizes = shop.Requests.Select(r => r["variables"]).Where(v => v!["locationId"] is not null).Select(v => v!["first"]!.GetValue<int>()).ToList();
        Assert.True(sizes[^1] > sizes[0], string.Join(' ', sizes));
    }

    [Fact]
    public async Task A_throttled_page_is_read_again_from_its_cursor()
    {
        await using var shop = await ShopifyShopHost.StartAsync(skus: 230);
        var first = Assert.IsType<PageAnswer.Page>(await shop.Adapter.ReadAsync(shop.Connection, null, CancellationToken.None));
        shop.Api.Drain("demo-1-shopify", left: 0);
        Assert.Equal("shopify.throttled", Assert.IsType<PageAnswer.Unavailable>(await shop.Adapter.ReadAsync(shop.Connection, first.Next, CancellationToken.None)).Code);
    }

    private static async Task<List<PageAnswer.Page>> PagesAsync(ShopifyShopHost shop)
    {
        var pages = new List<PageAnswer.Page>();
        string? cursor = null;
        do
        {
            pages.Add(Assert.IsType<PageAnswer.Page>(await shop.Adapter.ReadAsync(shop.Connection, cursor, CancellationToken.None)));
            cursor = pages[^1].Next;
            shop.Clock.Advance(TimeSpan.FromSeconds(10));
        }
        while (cursor is not null);
        return pages;
    }
}
