using CreatorFlow.Adapters.Channels;
using CreatorFlow.Adapters.TikTok;

namespace CreatorFlow.Tests.Contracts.Adapters;

public sealed class TikTokPushing
{
    [Fact]
    public async Task A_product_s_skus_travel_in_one_call_and_every_product_in_its_own()
    {
        await using var shop = await TikTokShopHost.StartAsync(skus: 6);

        var results = await shop.PushAsync([.. Enumerable.Range(0, 6).Select(i => shop.Item(i, 30 + i))]);

        Assert.All(results, r => Assert.IsType<PushResult.Taken>(r));
        Assert.Equal([3, 3], shop.Updates.Select(u => u["skus"]!.AsArray().Count));
        Assert.Equal([30, 31, 32, 33, 34, 35], Enumerable.Range(0, 6).Select(i => shop.Stock(i)[0].Available));
    }

    [Fact]
    public async Task One_sku_s_error_inside_a_success_refuses_it_alone()
    {
        await using var shop = await TikTokShopHost.StartAsync();
        var before = shop.Stock(1)[0].Available;

        var results = await shop.PushAsync(shop.Item(0, 5), shop.Item(1, 100_000), shop.Item(2, 6));

        Assert.Equal([new PushResult.Taken(), new PushResult.Refused("tiktok.12052055"), new PushResult.Taken()], results);
        Assert.Equal((5, before, 6), (shop.Stock(0)[0].Available, shop.Stock(1)[0].Available, shop.Stock(2)[0].Available));
    }

    [Fact]
    public async Task A_sku_that_the_shop_does_not_know_is_refused_without_a_call_for_it()
    {
        await using var shop = await TikTokShopHost.StartAsync();

        var results = await shop.PushAsync(new PushItem("1729592969712207013", "", 1, null, Guid.CreateVersion7()), shop.Item(0, 8));

        Assert.Equal([new PushResult.Refused("tiktok.sku_unknown"), new PushResult.Taken()], results);
        Assert.Single(Assert.Single(shop.Updates)["skus"]!.AsArray());
    }

    [Fact]
    public async Task Of_two_warehouses_the_named_one_changes_and_the_other_keeps_what_it_shows()
    {
        await using var shop = await TikTokShopHost.StartAsync();
        var second = shop.Spread(0, 40);
        var first = shop.Stock(0)[0];

        Assert.Equal([new PushResult.Taken()], await shop.PushAsync(shop.Item(0, 3, second)));

        Assert.Equal([first, (second, 3)], shop.Stock(0));
    }

    [Fact]
    public async Task What_other_warehouses_show_is_read_anew_each_time_so_that_no_old_number_is_written_back()
    {
        await using var shop = await TikTokShopHost.StartAsync();
        var second = shop.Spread(0, 40);
        await shop.PushAsync(shop.Item(0, 3));
        shop.Spread(0, 39);

        Assert.Equal([new PushResult.Taken()], await shop.PushAsync(shop.Item(0, 4)));

        Assert.Equal([(shop.Stock(0)[0].Warehouse, 4), (second, 39)], shop.Stock(0));
    }

    [Fact]
    public async Task Both_warehouses_of_a_sku_are_told_in_one_call()
    {
        await using var shop = await TikTokShopHost.StartAsync();
        var (first, second) = (shop.Stock(0)[0].Warehouse, shop.Spread(0, 40));

        var results = await shop.PushAsync(shop.Item(0, 1, first), shop.Item(0, 2, second));

        Assert.All(results, r => Assert.IsType<PushResult.Taken>(r));
        Assert.Single(shop.Updates);
        Assert.Equal([(first, 1), (second, 2)], shop.Stock(0));
    }

    [Fact]
    public async Task A_warehouse_that_does_not_keep_the_sku_is_refused()
    {
        await using var shop = await TikTokShopHost.StartAsync();

        Assert.Equal([new PushResult.Refused("tiktok.warehouse_unknown")], await shop.PushAsync(shop.Item(0, 3, "1")));

        Assert.Empty(shop.Updates);
    }

    [Fact]
    public async Task Where_skus_are_is_read_once_and_again_when_a_call_says_that_it_does_not_fit()
    {
        await using var shop = await TikTokShopHost.StartAsync();
        await shop.PushAsync(shop.Item(0, 9), shop.Item(1, 9));
        await shop.PushAsync(shop.Item(0, 10), shop.Item(1, 10));
        Assert.Equal(1, shop.Searches);

        var second = shop.Spread(0, 40);
        var results = await shop.PushAsync(shop.Item(0, 11), shop.Item(1, 11));

        Assert.All(results, r => Assert.IsType<PushResult.Taken>(r));
        Assert.Equal(2, shop.Searches);
        Assert.Equal([(shop.Stock(1)[0].Warehouse, 11), (second, 40)], shop.Stock(0));
        Assert.Equal(11, shop.Stock(1)[0].Available);
    }

    [Fact]
    public async Task Ids_beyond_what_a_double_holds_arrive_digit_for_digit()
    {
        await using var shop = await TikTokShopHost.StartAsync();
        var id = shop.SkuId(0);

        await shop.PushAsync(shop.Item(0, 2));

        Assert.True(long.Parse(id, System.Globalization.CultureInfo.InvariantCulture) > 1L << 53);
        Assert.Equal(id, (string)Assert.Single(shop.Updates)["skus"]![0]!["id"]!);
    }

    [Fact]
    public void A_round_holds_as_many_skus_as_a_product_may_have() => Assert.Equal(100, ShopStock.MostSkus);
}
