using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Redis;
using CreatorFlow.Testing.Servers;
using Microsoft.Extensions.Logging.Abstractions;

namespace CreatorFlow.Tests.Integration.Hosting;

public sealed class Done_deliveries
{
    private readonly SetClock clock = new() { Now = new(2026, 11, 21, 23, 59, 50, TimeSpan.Zero) };

    [Fact]
    public async Task One_is_known_by_its_creator_and_key_for_a_day_at_least_and_forgotten_after_two()
    {
        await using var redis = new RedisCache(await PrivateServers.Shared.CreateRedisDatabaseAsync(), NullLogger<RedisCache>.Instance);
        var done = new DoneDeliveries(redis, clock);
        await done.RememberAsync([Of("ann", "k1"), Of("ann", "k2"), Of("bob", "k1")]);
        Delivery[] asked = [Of("ann", "k1"), Of("bob", "k2"), Of("bob", "k1"), Of("eve", "k1")];
        Assert.Equal(["ann k1", null, "bob k1", null], await done.ChecksumsAsync(asked));
        clock.Now += TimeSpan.FromHours(24);
        Assert.Equal(["ann k1", null, "bob k1", null], await done.ChecksumsAsync(asked));
        clock.Now += TimeSpan.FromHours(24);
        Assert.Equal([null, null, null, null], await done.ChecksumsAsync(asked));
    }

    [Fact]
    public async Task Without_redis_nothing_is_known_and_nothing_fails()
    {
        await using var redis = new RedisCache("127.0.0.1:9,connectTimeout=200", NullLogger<RedisCache>.Instance);
        var done = new DoneDeliveries(redis, clock);
        await done.RememberAsync([Of("ann", "k1")]);
        Assert.Equal([null], await done.ChecksumsAsync([Of("ann", "k1")]));
    }

    private static Delivery Of(string creator, string key) => new()
    {
        Id = $"{creator}-{key}", CreatorId = creator, ConnectionId = "shop", Platform = "standard", Topic = "test", IdempotencyKey = key, Checksum = $"{creator} {key}",
        ReceivedAt = default, Body = [], Events = [],
    };

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
