using System.Text.Json.Nodes;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Tests.Contracts.Sources;

namespace CreatorFlow.Tests.Contracts.Adapters;

public sealed class Shopify_is_told
{
    [Fact]
    public async Task An_accepted_quantity_is_shown_and_comes_back_as_a_webhook()
    {
        await using var shop = await ShopifyShopHost.StartAsync();
        var result = Assert.Single(await shop.PushAsync(shop.Wish(0, 3)));
        Assert.IsType<PushResult.Taken>(result);
        Assert.Equal(3, shop.Level(0).Available);
        var echo = Assert.Single(shop.Followed());
        Assert.Equal("inventory_levels/update", echo.Topic);
        var body = JsonNode.Parse(echo.Body)!;
        Assert.Equal((long.Parse(shop.Level(0).Listing), 3L), (body["inventory_item_id"]!.GetValue<long>(), body["available"]!.GetValue<long>()));
    }

    [Fact]
    public async Task An_id_beyond_2_to_the_53rd_arrives_digit_by_digit()
    {
        await using var shop = await ShopifyShopHost.StartAsync();
        Assert.True(long.Parse(shop.Level(0).Listing) > 1L << 53);
        await shop.PushAsync(shop.Wish(0, 3));
        Assert.Equal($"gid://shopify/InventoryItem/{shop.Level(0).Listing}", Quantities(shop.Requests[0])[0]!["inventoryItemId"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_quantity_that_is_expected_wrongly_is_stale_and_says_what_is_shown()
    {
        await using var shop = await ShopifyShopHost.StartAsync();
        var before = shop.Level(0).Available;
        var result = Assert.Single(await shop.PushAsync(shop.Wish(0, 3, before + 1)));
        Assert.Equal(new PushResult.Stale(before), result);
        Assert.Equal(before, shop.Level(0).Available);
        Assert.Empty(shop.Followed());
    }

    [Fact]
    public async Task Nothing_expected_overwrites()
    {
        await using var shop = await ShopifyShopHost.StartAsync();
        Assert.IsType<PushResult.Taken>(Assert.Single(await shop.PushAsync(shop.Wish(0, 3, expected: null))));
        var quantity = Quantities(shop.Requests[0])[0]!.AsObject();
        Assert.True(quantity.TryGetPropertyValue("changeFromQuantity", out var from));
        Assert.Null(from);
    }

    [Fact]
    public async Task Of_several_the_stale_and_the_impossible_are_set_aside_and_the_others_told_again()
    {
        await using var shop = await ShopifyShopHost.StartAsync();
        var (stale, unknown) = (shop.Wish(1, 4, shop.Level(1).Available - 1), shop.Wish(0, 3) with { ListingId = "9007199254740993" });
        var results = await shop.PushAsync(shop.Wish(0, 3), stale, unknown, shop.Wish(2, 5));
        Assert.Equal([new PushResult.Taken(), new PushResult.Stale(shop.Level(1).Available), new PushResult.Refused("shopify.invalid_inventory_item"), new PushResult.Taken()], results);
        Assert.Equal((3, 5), (shop.Level(0).Available, shop.Level(2).Available));
        Assert.Equal([4, 2], shop.Requests.Where(IsMutation).Select(r => Quantities(r).Count));
        Assert.Equal(2, shop.Followed().Count);
    }

    [Fact]
    public async Task Without_a_location_the_primary_one_is_meant_and_asked_for_once_in_fifteen_minutes()
    {
        await using var shop = await ShopifyShopHost.StartAsync();
        Task Tell(long quantity) => shop.PushAsync(shop.Wish(0, quantity) with { Location = "" });
        await Tell(3);
        shop.Clock.Advance(TimeSpan.FromMinutes(14));
        await Tell(4);
        Assert.Equal(4, shop.Level(0).Available);
        Assert.Equal(1, shop.Requests.Count(r => !IsMutation(r)));
        shop.Clock.Advance(TimeSpan.FromMinutes(2));
        await Tell(5);
        Assert.Equal(2, shop.Requests.Count(r => !IsMutation(r)));
    }

    [Fact]
    public async Task The_same_wishes_make_the_same_call_in_whatever_order_they_come()
    {
        await using var shop = await ShopifyShopHost.StartAsync();
        PushItem[] wishes = [shop.Wish(0, 3), shop.Wish(1, 4)];
        shop.Between = async (context, next) =>
        {
            context.Response.Body = Stream.Null;
            await next();
            context.Abort();
        };
        Assert.All(await shop.PushAsync(wishes), r => Assert.IsType<PushResult.Unavailable>(r));
        shop.Between = null;
        Assert.All(await shop.PushAsync(wishes[1], wishes[0]), r => Assert.IsType<PushResult.Taken>(r));
        Assert.Equal(shop.Requests[0].ToJsonString(), shop.Requests[1].ToJsonString());
        Assert.Equal(2, shop.Followed().Count);
    }

    [Fact]
    public async Task A_wish_that_an_unanswered_call_brought_about_is_taken_even_in_other_company()
    {
        await using var shop = await ShopifyShopHost.StartAsync();
        var wish = shop.Wish(0, 3);
        await shop.PushAsync(wish);
        Assert.All(await shop.PushAsync(wish, shop.Wish(1, 4)), r => Assert.IsType<PushResult.Taken>(r));
        Assert.Equal((3, 4), (shop.Level(0).Available, shop.Level(1).Available));
    }

    [Fact]
    public async Task A_number_that_the_shop_cannot_hold_spoils_no_other()
    {
        await using var shop = await ShopifyShopHost.StartAsync();
        var results = await shop.PushAsync(shop.Wish(0, 3), shop.Wish(1, 5_000_000_000), shop.Wish(2, 4, 5_000_000_000));
        Assert.Equal([new PushResult.Taken(), new PushResult.Refused("shopify.invalid_quantity_too_high"), new PushResult.Stale(shop.Level(2).Available)], results);
    }

    [Fact]
    public async Task The_same_level_twice_is_told_once_at_a_time()
    {
        await using var shop = await ShopifyShopHost.StartAsync();
        var results = await shop.PushAsync(shop.Wish(0, 3), shop.Wish(0, 4));
        Assert.Equal([new PushResult.Taken(), new PushResult.Unavailable("shopify.told_twice")], results);
    }

    [Fact]
    public async Task A_full_call_is_one_call()
    {
        await using var shop = await ShopifyShopHost.StartAsync(skus: 250);
        var results = await shop.PushAsync([.. Enumerable.Range(0, 250).Select(n => shop.Wish(n, 1))]);
        Assert.All(results, r => Assert.IsType<PushResult.Taken>(r));
        Assert.Equal((1, 250), (shop.Requests.Count, shop.Adapter.MostPerCall));
    }

    [Fact]
    public async Task The_request_has_the_shape_of_the_sample()
    {
        await using var shop = await ShopifyShopHost.StartAsync();
        await shop.PushAsync(shop.Wish(0, 3));
        var sample = JsonNode.Parse(Samples.Read("shopify-api/inventorySetQuantities.2026-04.request.json"))!;
        Assert.Equal(sample["query"]!.GetValue<string>(), shop.Requests[0]["query"]!.GetValue<string>());
        Assert.Equal(Shape(sample), Shape(shop.Requests[0]));
    }

    internal static bool IsMutation(JsonObject request) => request["query"]!.GetValue<string>().StartsWith("mutation", StringComparison.Ordinal);

    private static JsonArray Quantities(JsonObject request) => request["variables"]!["input"]!["quantities"]!.AsArray();

    /// <summary>Names and kinds, in the order of names.</summary>
    private static string Shape(JsonNode? node) => node switch
    {
        JsonObject found => $"{{{string.Join(',', found.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}:{Shape(p.Value)}"))}}}",
        JsonArray list => $"[{Shape(list[0])}]",
        _ => $"{node?.GetValueKind()}",
    };
}
