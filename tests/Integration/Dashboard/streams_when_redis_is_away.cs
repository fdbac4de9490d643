using System.Diagnostics;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Servers;

namespace CreatorFlow.Tests.Integration.Dashboard;

public sealed class Streams_when_redis_is_away : IClassFixture<Streams_when_redis_is_away.OnServersOfItsOwn>
{
    private readonly OnServersOfItsOwn api;

    public Streams_when_redis_is_away(OnServersOfItsOwn api) => this.api = api;

    [Fact]
    public async Task Changes_arrive_by_looking_and_by_redis_again_once_it_is_back()
    {
        var shelf = api.NewCreator();
        using var stream = await api.OpenAsync(shelf.Creator);
        await shelf.StoreAsync("A", 1);
        await stream.NextAsync();
        var redis = await api.OwnServers.RedisAsync();
        await redis.StopAsync();
        await shelf.StoreAsync("A", 2, wake: false);
        Assert.Equal(2, (await stream.NextAsync()).Data.GetProperty("version").GetInt64());
        await redis.StartAsync(CancellationToken.None);

        // Looks come every three seconds here: a change that comes in a fraction of that was brought by Redis.
        var version = 2;
        await Eventually.Async(async () =>
        {
            var waited = Stopwatch.StartNew();
            await shelf.StoreAsync("A", ++version);
            await stream.NextAsync();
            return waited.Elapsed < TimeSpan.FromMilliseconds(300);
        }, TimeSpan.FromSeconds(40));
    }

    public sealed class OnServersOfItsOwn : DashboardUnderTest
    {
        internal PrivateServers OwnServers { get; } = new();

        protected override PrivateServers Servers => OwnServers;

        protected override Dictionary<string, string> Settings => new() { ["Streams__LookEvery"] = "00:00:03" };
    }
}
