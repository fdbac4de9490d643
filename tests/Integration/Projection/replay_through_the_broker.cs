using CreatorFlow.Contracts.Channels;
using CreatorFlow.Hosting.Redis;
using CreatorFlow.Ingest;
using CreatorFlow.Parking;
using CreatorFlow.Projection;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Testing.Servers;
using Microsoft.Extensions.Logging.Abstractions;

namespace CreatorFlow.Tests.Integration.Projection;

public sealed class Replay_through_the_broker
{
    [Fact]
    public async Task A_wish_reaches_the_lane_by_outbox_and_partition()
    {
        await using var pipeline = await Pipeline.StartAsync(PrivateServers.Shared, creators: 1, typeof(IngestModule), typeof(ProjectionModule));
        await using var redis = new RedisCache(pipeline.Settings["ConnectionStrings__Redis"], NullLogger<RedisCache>.Instance);
        var lane = new LaneUnderTest(pipeline.Database, redis, "creator-0");
        await lane.PlayAsync(Shipped("s1", null), Shipped("s2", "1Z"));
        var parked = new ParkedEvents(pipeline.Database, TimeProvider.System);
        Assert.Equal([("creator-0", "order-shopify-1")], await parked.HeldAsync(null, CancellationToken.None));

        await parked.ReplayAsync("creator-0", "order-shopify-1", CancellationToken.None);
        await parked.DiscardAsync((await ListAsync(parked))[0], CancellationToken.None);

        await Eventually.Async(async () => (await ListAsync(parked)).All(p => !p.IsOpen), TimeSpan.FromSeconds(30), "both are settled");
        Assert.Equal(["discarded", "replayed"], (await ListAsync(parked)).Select(p => p.Status));
        Assert.All(await ListAsync(parked), p => Assert.NotNull(p.SettledAt));
        Assert.Empty(await parked.HeldAsync("creator-0", CancellationToken.None));
    }

    private static Task<IReadOnlyList<ParkedEntry>> ListAsync(ParkedEvents parked) => parked.ListAsync(new() { Creator = "creator-0" }, CancellationToken.None);

    private static OrderDispatched Shipped(string shipment, string? tracking) => new() { OrderId = "1", ShipmentId = shipment, TrackingNumber = tracking, OccurredAt = LaneUnderTest.Start };
}
