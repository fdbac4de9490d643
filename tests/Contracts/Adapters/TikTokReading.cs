using CreatorFlow.Adapters.Channels;

namespace CreatorFlow.Tests.Contracts.Adapters;

public sealed class TikTokReading
{
    [Fact]
    public async Task All_pages_together_show_every_sku_of_the_shop_once()
    {
        await using var shop = await TikTokShopHost.StartAsync(skus: 360);
        var (listings, pages) = await ReadAllAsync(shop);

        Assert.Equal(3, pages);
        Assert.Equal(360, listings.DistinctBy(l => l.ListingId).Count());
        Assert.Equal(360, listings.Count);
    }

    [Fact]
    public async Task A_listing_carries_what_finds_its_sku_again()
    {
        await using var shop = await TikTokShopHost.StartAsync();
        var (listings, _) = await ReadAllAsync(shop);
        var (warehouse, available) = shop.Stock(0)[0];

        var listed = Assert.Single(listings, l => l.ListingId == shop.SkuId(0));
        var article = shop.Truth((_, shelves) => shelves.Find(listed.ListingId)!);
        Assert.Equal((warehouse, available), (listed.Location, listed.Available));
        Assert.Equal((article.Sku, article.ProductTitle), (listed.Sku, listed.Title));
        Assert.Equal(shop.Truth((_, shelves) => shelves.ProductId(article)), listed.ProductId);
    }

    [Fact]
    public async Task A_sku_of_two_warehouses_is_listed_for_each()
    {
        await using var shop = await TikTokShopHost.StartAsync();
        shop.Spread(0, 40);
        var (listings, _) = await ReadAllAsync(shop);

        Assert.Equal(shop.Stock(0), listings.Where(l => l.ListingId == shop.SkuId(0)).Select(l => (l.Location, l.Available!.Value)));
    }

    [Fact]
    public async Task What_was_read_need_not_be_looked_up_to_be_told()
    {
        await using var shop = await TikTokShopHost.StartAsync();
        await ReadAllAsync(shop);

        Assert.Equal([new PushResult.Taken()], await shop.PushAsync(shop.Item(0, 4)));
        Assert.Equal(0, shop.Searches);
    }

    [Fact]
    public async Task A_cursor_that_is_none_is_refused()
    {
        await using var shop = await TikTokShopHost.StartAsync();

        Assert.Equal(new PageAnswer.Refused("tiktok.36009004"), await shop.Adapter.ReadAsync(shop.Connection, "nonsense", CancellationToken.None));
    }

    private static async Task<(List<ListedStock> Listings, int Pages)> ReadAllAsync(TikTokShopHost shop)
    {
        var (listings, pages, cursor) = (new List<ListedStock>(), 0, (string?)null);
        do
        {
            var page = Assert.IsType<PageAnswer.Page>(await shop.Adapter.ReadAsync(shop.Connection, cursor, CancellationToken.None));
            listings.AddRange(page.Listings);
            (pages, cursor) = (pages + 1, page.Next);
        }
        while (cursor is not null);
        return (listings, pages);
    }
}
