using CreatorFlow.Testing.Platform;
using CreatorFlow.Contracts;
using CreatorFlow.Testing;
using Microsoft.AspNetCore.Http;

namespace CreatorFlow.Tests.Integration.OrderPolling;

public sealed class Polls_that_fail(SharedFixture<PollingPlatform> shared) : IClassFixture<SharedFixture<PollingPlatform>>
{
    private readonly PollingPlatform platform = shared.Value;

    private const int Steps = 90;
    private const int OrdersOfAPage = 20;
    private const string List = "/order/202309/orders/search";
    private const string Detail = "/order/202507/orders";

    [Fact]
    public async Task Killed_between_publishing_and_the_mark_a_poll_is_gone_on_with_and_doubles_nothing()
    {
        await using var shopping = await platform.OpenAsync(Platforms.TikTok, Steps);
        var (released, reads) = (new TaskCompletionSource(), 0);
        shopping.Shop.Between = async context =>
        {
            if (context.Request.Path == Detail && Interlocked.Increment(ref reads) > 5) await released.Task;
            return false;
        };
        await platform.ConnectAsync(shopping.Shop);
        // An order that the other replica took over, its claim having lapsed, is read twice.
        await Eventually.Async(async () => Volatile.Read(ref reads) > 5 && await shopping.ReadAsync() > 0, TimeSpan.FromSeconds(30));
        foreach (var replica in platform.Adapters) await replica.KillAsync();
        Assert.False(await platform.FindAsync<bool>("select polled_at is not null from order_polls where connection_id = $1", shopping.Shop.Connection.Id));
        released.SetResult();
        await Task.WhenAll(platform.Adapters.Select(replica => replica.StartAsync()));
        await shopping.PolledAsync();
        await shopping.MatchesAsync();
        Assert.Equal(shopping.Platforms.Orders(shopping.Shop).Count, await shopping.ReadAsync());
    }

    [Fact]
    public async Task A_mark_that_was_not_written_costs_a_page_and_no_order()
    {
        await using var shopping = await platform.OpenAsync(Platforms.Shopify, Steps);
        await platform.ConnectAsync(shopping.Shop);
        await shopping.PolledAsync();
        await shopping.MatchesAsync();
        var (before, pages, orders) = (await shopping.DeliveriesAsync(), shopping.CallsOf("Orders"), shopping.CallsOf("Order"));
        Assert.True(orders > 10);
        await platform.ExecuteAsync("update order_polls set read_until = read_until - interval '1 day' where connection_id = $1", shopping.Shop.Connection.Id);
        await shopping.PollAgainAsync();
        Assert.Equal((before, pages + 1, orders), (await shopping.DeliveriesAsync(), shopping.CallsOf("Orders"), shopping.CallsOf("Order")));
    }

    [Fact]
    public async Task A_throttled_page_is_taken_up_again_where_it_stopped()
    {
        await using var shopping = await platform.OpenAsync(Platforms.TikTok, Steps);
        var pages = (shopping.Platforms.Orders(shopping.Shop).Count + OrdersOfAPage - 1) / OrdersOfAPage;
        Assert.True(pages > 1);
        var (first, second) = (0, 0);
        shopping.Shop.Between = context =>
        {
            if (context.Request.Path != List) return Task.FromResult(false);
            if (!context.Request.Query.ContainsKey("page_token")) return Task.FromResult(Interlocked.Increment(ref first) == 0);
            if (Interlocked.Increment(ref second) > 1) return Task.FromResult(false);
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return Task.FromResult(true);
        };
        await platform.ConnectAsync(shopping.Shop);
        await Eventually.Async(async () => await shopping.FailureAsync() == "tiktok.http_429", TimeSpan.FromSeconds(30));
        await shopping.PolledAsync();
        await shopping.MatchesAsync();
        Assert.Equal((1, pages, null), (first, second, await shopping.FailureAsync()));
    }

    [Fact]
    public async Task Calls_that_fail_in_passing_end_no_poll()
    {
        await using var shopping = await platform.OpenAsync(Platforms.Shopify, Steps);
        var calls = 0;
        shopping.Shop.Between = context =>
        {
            if (Interlocked.Increment(ref calls) % 7 != 0) return Task.FromResult(false);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.FromResult(true);
        };
        await platform.ConnectAsync(shopping.Shop);
        await shopping.PolledAsync();
        await shopping.MatchesAsync();
        Assert.True(calls > 30);
        Assert.Equal(1L, await platform.FindAsync<long>("select claims::bigint from order_polls where connection_id = $1", shopping.Shop.Connection.Id));
    }

    [Fact]
    public async Task A_shop_that_is_busy_is_asked_again_by_itself()
    {
        await using var shopping = await platform.OpenAsync(Platforms.Shopify, 30);
        shopping.Platforms.Drain(shopping.Shop, -300);
        await platform.ConnectAsync(shopping.Shop);
        await Eventually.Async(async () => await shopping.FailureAsync() == "shopify.throttled", TimeSpan.FromSeconds(30));
        await shopping.PolledAsync();
        await shopping.MatchesAsync();
    }

    [Fact]
    public async Task A_run_that_repairs_brings_the_orders_in_though_no_poll_is_due()
    {
        await using var shopping = await platform.OpenAsync(Platforms.Shopify, 40);
        await platform.ConnectAsync(shopping.Shop, polled: false);
        using var asked = await platform.SendAsync(HttpMethod.Post, $"/api/v1/channels/{shopping.Shop.Connection.Id}/reconciliations", new { dryRun = false }, shopping.Creator);
        Assert.Equal(202, (int)asked.StatusCode);
        await shopping.MatchesAsync();
    }
}
