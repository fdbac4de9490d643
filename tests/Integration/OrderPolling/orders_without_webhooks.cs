using CreatorFlow.Testing.Platform;
using System.Globalization;
using System.Text.Json;
using CreatorFlow.Contracts;
using CreatorFlow.Testing;

namespace CreatorFlow.Tests.Integration.OrderPolling;

public sealed class Orders_without_webhooks(SharedFixture<PollingPlatform> shared) : IClassFixture<SharedFixture<PollingPlatform>>
{
    private readonly PollingPlatform platform = shared.Value;

    private const int Steps = 80;

    /// <summary>Each notification of Amazon's is read again, of which a seller is allowed thirty and then one in two seconds.</summary>
    private const int FewSteps = 20;

    [Theory]
    [InlineData(Platforms.Shopify)]
    [InlineData(Platforms.TikTok)]
    [InlineData(Platforms.Amazon)]
    public async Task They_are_found_once_and_their_late_webhooks_change_nothing(string at)
    {
        await using var shopping = await platform.OpenAsync(at, Steps);
        Assert.InRange(shopping.Platforms.Orders(shopping.Shop).Count, 15, 100);
        await platform.ConnectAsync(shopping.Shop);
        await shopping.PolledAsync();
        await shopping.MatchesAsync();
        var before = await shopping.DeliveriesAsync();
        await shopping.PollAgainAsync();
        Assert.Equal(before, await shopping.DeliveriesAsync());

        var polled = await StatesAsync(shopping);
        await platform.ArriveAsync(shopping.Shop, shopping.Unheard.Reverse());
        await Eventually.Async(async () => await shopping.DeliveriesAsync() >= before + shopping.Unheard.Count, TimeSpan.FromSeconds(30));
        await shopping.MatchesAsync();
        Assert.Equal(polled, await StatesAsync(shopping));
    }

    [Theory]
    [InlineData(Platforms.Shopify)]
    [InlineData(Platforms.TikTok)]
    [InlineData(Platforms.Amazon)]
    public async Task Of_orders_that_webhooks_told_of_a_poll_says_nothing(string at)
    {
        await using var told = await platform.OpenAsync(at, at == Platforms.Amazon ? FewSteps : Steps);
        await platform.ConnectAsync(told.Shop, polled: false);
        await platform.ArriveAsync(told.Shop, told.Unheard);
        await told.MatchesAsync();
        await told.QuietAsync();
        var (before, versions) = (await told.DeliveriesAsync(), await VersionsAsync(told));
        await told.PollAgainAsync();
        Assert.Equal((before, versions), (await told.DeliveriesAsync(), await VersionsAsync(told)));
    }

    private static async Task<string> StatesAsync(PlayedShopping shopping) => string.Join('\n', (await shopping.OrdersAsync()).OrderBy(o => o.GetProperty("id").GetString(), StringComparer.Ordinal).Select(State));

    private static string State(JsonElement order) => string.Join(' ', order.EnumerateObject().Where(p => p.Name is not ("version" or "updatedAt" or "oversold")).Select(p => p.Value.GetRawText()));

    private static async Task<string> VersionsAsync(PlayedShopping shopping) =>
        string.Join(' ', (await shopping.OrdersAsync()).Select(o => o.GetProperty("version").GetInt64().ToString(CultureInfo.InvariantCulture)));
}
