using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Bus;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Testing.Servers;

namespace CreatorFlow.Tests.Integration.OrderPolling;

/// <summary>The queue of one creator's partition does not answer, as one without a leader. The platform is its own: others' tests would wait for that partition too.</summary>
public sealed class Orders_beside_a_silent_partition(PollingPlatform platform) : IClassFixture<PollingPlatform>
{
    /// <summary>Orders that are fetched at once, by both replicas of Adapters.</summary>
    private const int Places = 16;

    [Fact]
    public async Task Are_read_while_those_of_its_creators_wait()
    {
        await using var silent = await OpenAsync(steps: 80);
        await platform.PauseOrdersAsync(silent.Shop, paused: true);
        await platform.ArriveAsync(silent.Shop, silent.Unheard);
        await silent.QuietAsync(); // every order's lines were asked for: that work goes round
        var queue = PartitionOptions.QueueName(PartitionOf(silent));
        await using var well = await OpenAsync(steps: 20, beside: PartitionOf(silent));

        var broker = await PrivateServers.Shared.RabbitMqAsync();
        var member = $"'{new Uri(platform.Environment["ConnectionStrings__RabbitMq"]).AbsolutePath.Trim('/')}_{queue}'";
        try
        {
            await broker.ControlAsync("eval", $"sys:suspend({member}).");
            await platform.PauseOrdersAsync(silent.Shop, paused: false);
            await Eventually.Async(() => silent.Shop.Calls.Count >= Places, TimeSpan.FromSeconds(30), "every place has read an order of the silent partition");
            await platform.ArriveAsync(well.Shop, well.Unheard);
            await ReadAsync(well);
            Assert.Equal(0, await silent.ReadAsync());
        }
        finally
        {
            await broker.ControlAsync("eval", $"sys:resume({member}).");
        }
        await ReadAsync(silent);
    }

    private static int PartitionOf(PlayedShopping shopping) => Partitioning.Of(shopping.Creator, PollingPlatform.Partitions);

    private async Task<PlayedShopping> OpenAsync(int steps, int? beside = null)
    {
        while (true)
        {
            var shopping = await platform.OpenAsync(Platforms.TikTok, steps);
            if (PartitionOf(shopping) == beside)
            {
                await shopping.DisposeAsync();
                continue;
            }
            await platform.ConnectAsync(shopping.Shop, polled: false);
            return shopping;
        }
    }

    private static async Task ReadAsync(PlayedShopping shopping)
    {
        await shopping.MatchesAsync();
        await Eventually.Async(async () => (await shopping.OrdersAsync()).All(o => o.GetProperty("lines").GetArrayLength() > 0), TimeSpan.FromSeconds(60), "every order has its lines");
    }
}
