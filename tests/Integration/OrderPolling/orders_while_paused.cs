using CreatorFlow.Testing.Platform;
using CreatorFlow.Contracts;
using CreatorFlow.Testing;

namespace CreatorFlow.Tests.Integration.OrderPolling;

public sealed class Orders_while_paused(SharedFixture<PollingPlatform> shared) : IClassFixture<SharedFixture<PollingPlatform>>
{
    private readonly PollingPlatform platform = shared.Value;

    [Fact]
    public async Task Nothing_is_asked_of_the_platform_and_on_resume_each_order_is_read_once()
    {
        await using var shopping = await platform.OpenAsync(Platforms.TikTok, steps: 40);
        await platform.ConnectAsync(shopping.Shop, polled: false);
        await platform.PauseOrdersAsync(shopping.Shop, paused: true);
        await platform.ExecuteAsync("update order_polls set due_at = now() where connection_id = $1", shopping.Shop.Connection.Id);
        await platform.ArriveAsync(shopping.Shop, shopping.Unheard);
        // Every webhook is booked, and its order's lines were asked for: that work goes round.
        await shopping.QuietAsync();
        Assert.Empty(shopping.Shop.Calls);
        Assert.Equal(0, await shopping.ReadAsync());
        Assert.NotEmpty(await shopping.OrdersAsync());
        Assert.Contains("orders_paused", (await platform.ReadAllAsync(shopping.Creator, "/api/v1/alerts")).Select(a => a.GetProperty("kind").GetString()));

        await platform.PauseOrdersAsync(shopping.Shop, paused: false);
        await shopping.PolledAsync();
        await shopping.MatchesAsync();
        await Eventually.Async(async () => (await shopping.OrdersAsync()).All(o => o.GetProperty("lines").GetArrayLength() > 0), TimeSpan.FromSeconds(60), "every order has its lines");
    }
}
