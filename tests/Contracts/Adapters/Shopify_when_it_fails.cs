using System.Text.Json.Nodes;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Adapters.Shopify;
using CreatorFlow.Tests.Contracts.Sources;
using Microsoft.AspNetCore.Http;
using System.Text.Json;

namespace CreatorFlow.Tests.Contracts.Adapters;

public sealed class Shopify_when_it_fails
{
    [Fact]
    public async Task Throttled_it_is_left_alone_until_the_points_are_back()
    {
        await using var shop = await ShopifyShopHost.StartAsync();
        shop.Api.Drain("demo-1-shopify", left: -190);
        var result = Assert.Single(await shop.PushAsync(shop.Wish(0, 3)));
        Assert.Equal(new PushResult.Unavailable("shopify.throttled", TimeSpan.FromSeconds(2)), result);
        Assert.Equal("1", await shop.Redis.TryGetAsync("limit:demo-1-shopify:graphql:pause"));
        Assert.Empty(shop.Followed());
    }

    [Fact]
    public void The_wait_is_what_the_sample_of_a_throttled_answer_lacks_over_what_comes_back()
    {
        var answer = JsonElement.Parse(Samples.Read("shopify-api/graphql.throttled.response.json"));
        var expected = new GraphAnswer.Unavailable("shopify.throttled", TimeSpan.FromSeconds((752 - 666) / 50.0));
        Assert.Equal(expected, GraphErrors.Read(answer, GraphCost.Read(answer)));
    }

    [Theory]
    [InlineData(429, "2.0", 2.0)]
    [InlineData(503, "7", 7.0)]
    public async Task The_wait_that_a_passing_status_states_is_kept(int status, string retryAfter, double seconds)
    {
        await using var shop = await ShopifyShopHost.StartAsync();
        shop.Between = (context, _) =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = retryAfter;
            return Task.CompletedTask;
        };
        var expected = new PushResult.Unavailable($"shopify.http_{status}", TimeSpan.FromSeconds(seconds));
        Assert.Equal(expected, Assert.Single(await shop.PushAsync(shop.Wish(0, 3))));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"data":{"inventorySetQuantities":null}}""")]
    public async Task An_answer_that_is_none_is_told_again_later(string body)
    {
        await using var shop = await ShopifyShopHost.StartAsync();
        shop.Between = (context, _) => context.Response.WriteAsync(body);
        Assert.Equal(new PushResult.Unavailable("shopify.unreadable"), Assert.Single(await shop.PushAsync(shop.Wish(0, 3))));
    }

    [Theory]
    [InlineData(503, "", "shopify.http_503")]
    [InlineData(200, "[]", "shopify.unreadable")]
    [InlineData(200, """{"data":{"nodes":[null]}}""", "shopify.unreadable")]
    public async Task A_stale_wish_of_which_nobody_knows_what_is_shown_is_told_again_later(int status, string body, string code)
    {
        await using var shop = await ShopifyShopHost.StartAsync();
        var (before, wish) = (shop.Level(0).Available, shop.Wish(0, 3, shop.Level(0).Available + 1));
        shop.Between = (context, next) =>
        {
            if (Shopify_is_told.IsMutation(shop.Requests[^1])) return next();
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body);
        };
        Assert.Equal(new PushResult.Unavailable(code), Assert.Single(await shop.PushAsync(wish)));
        shop.Between = null;
        Assert.Equal(new PushResult.Stale(before), Assert.Single(await shop.PushAsync(wish)));
    }

    [Fact]
    public async Task The_wait_that_a_failed_look_at_what_is_shown_states_is_kept()
    {
        await using var shop = await ShopifyShopHost.StartAsync();
        shop.Between = (context, next) =>
        {
            if (Shopify_is_told.IsMutation(shop.Requests[^1])) return next();
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "7";
            return Task.CompletedTask;
        };
        var results = await shop.PushAsync(shop.Wish(0, 3, shop.Level(0).Available + 1), shop.Wish(1, 4));
        Assert.Equal([new PushResult.Unavailable("shopify.http_429", TimeSpan.FromSeconds(7)), new PushResult.Taken()], results);
    }

    [Fact]
    public async Task A_connection_without_token_or_address_is_refused_unasked()
    {
        await using var shop = await ShopifyShopHost.StartAsync();
        var connection = shop.Connection with { Settings = new Dictionary<string, string> { ["apiBaseUrl"] = "ftp://shop" } };
        Assert.Equal(new PushResult.Refused("shopify.settings"), Assert.Single(await shop.Adapter.PushAsync(connection, [shop.Wish(0, 3)], CancellationToken.None)));
        Assert.Empty(shop.Requests);
    }

    [Fact]
    public async Task A_key_whose_call_failed_is_replaced_by_another()
    {
        await using var shop = await ShopifyShopHost.StartAsync();
        var first = true;
        shop.Between = (context, next) => Interlocked.Exchange(ref first, false)
            ? context.Response.WriteAsync("""{"data":{"inventorySetQuantities":{"inventoryAdjustmentGroup":null,"userErrors":[{"code":"IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED","field":null,"message":""}]}}}""")
            : next();
        Assert.IsType<PushResult.Taken>(Assert.Single(await shop.PushAsync(shop.Wish(0, 3))));
        Assert.Equal(2, shop.Requests.Select(Key).Distinct().Count());
    }

    private static string Key(JsonObject request) => request["variables"]!["idempotencyKey"]!.GetValue<string>();
}
