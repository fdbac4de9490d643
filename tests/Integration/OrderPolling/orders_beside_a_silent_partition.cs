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

    /// <summary>Connections that are polled at once, by both.</summary>
    private const int PlacesOfPolls = 2;

    [Fact]
    public async Task Are_read_while_those_of_its_creators_wait()
    {
        await using var silent = await OpenAsync(steps: 80);
        await platform.PauseOrdersAsync(silent.Shop, paused: true);
        await platform.ArriveAsync(silent.Shop, silent.Unheard);
        await silent.QuietAsync(); // every order's lines were asked for: that work goes round
        await using var well = await OpenAsync(steps: 20, beside: PartitionOf(silent));

        await BesideSilenceAsync(PartitionOf(silent), async () =>
        {
            await platform.PauseOrdersAsync(silent.Shop, paused: false);
            await Eventually.Async(() => silent.Shop.Calls.Count >= Places, TimeSpan.FromSeconds(30), "every place has read an order of the silent partition");
            await platform.ArriveAsync(well.Shop, well.Unheard);
            await ReadAsync(well);
            Assert.Equal(0, await silent.ReadAsync());
        });
        await ReadAsync(silent);
    }

    [Fact]
    public async Task Are_polled_while_those_of_its_creators_wait()
    {
        var silent = await platform.OpenAsync([Platforms.TikTok, Platforms.Shopify, Platforms.Amazon], steps: 10);
        await using var together = silent[0];
        await using var well = await OpenAsync(steps: 20, beside: PartitionOf(together));

        await BesideSilenceAsync(PartitionOf(together), async () =>
        {
            foreach (var shopping in silent) await platform.ConnectAsync(shopping.Shop);
            await Eventually.Async(() => silent.Count(s => !s.Shop.Calls.IsEmpty) >= PlacesOfPolls, TimeSpan.FromSeconds(30), "every place polls a shop of the silent partition");
            await well.PollAgainAsync();
            await well.MatchesAsync();
            await Eventually.Async(async () => await silent[0].FailureAsync() is not null, TimeSpan.FromSeconds(30), "a poll says why it does not come to its end");
            Assert.Equal("partition.silent", await silent[0].FailureAsync());
        });
        foreach (var shopping in silent)
        {
            await shopping.PolledAsync();
            Assert.Null(await shopping.FailureAsync());
        }
    }

    private async Task BesideSilenceAsync(int partition, Func<Task> meanwhile)
    {
        var broker = await PrivateServers.Shared.RabbitMqAsync();
        var member = $"'{new Uri(platform.Environment["ConnectionStrings__RabbitMq"]).AbsolutePath.Trim('/')}_{PartitionOptions.QueueName(partition)}'";
        try
        {
            await broker.ControlAsync("eval", $"sys:suspend({member}).");
            await meanwhile();
        }
        finally
        {
            await broker.ControlAsync("eval", $"sys:resume({member}).");
        }
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
