using CreatorFlow.Contracts;
using CreatorFlow.Hosting.Bus;
using CreatorFlow.Ingest;
using CreatorFlow.Projection;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Testing.Servers;

namespace CreatorFlow.Tests.Integration.Projection;

public sealed class Stalled_partitions
{
    private const int Webhooks = 60;

    [Fact]
    public async Task Messages_that_the_broker_handed_out_to_nobody_come_by_another_connection_in_order()
    {
        var broker = await PrivateServers.Shared.RabbitMqAsync();
        await using var wire = Wire.To(broker.Address);
        var deliveries = new LostDeliveries(wire);
        await using var pipeline = await Pipeline.StartAsync(PrivateServers.Shared, creators: 1, typeof(IngestModule), typeof(ProjectionModule), change: settings =>
            settings["ConnectionStrings__RabbitMq"] = settings["ConnectionStrings__RabbitMq"].Replace(new Uri(broker.Address).Authority, $"127.0.0.1:{wire.Port}", StringComparison.Ordinal));
        using var sender = new StandardSender(new Uri(pipeline.Ingest.Address), Pipeline.Secret);
        await PostAsync(sender, 0);
        await Eventually.Async(async () => (await pipeline.RecordedAsync("creator-0")).Count == 1, TimeSpan.FromSeconds(30), "the first is recorded");

        deliveries.Begin();
        for (var i = 1; i < Webhooks; i++) await PostAsync(sender, i); // a message each: more than may be handed out, so some wait

        await Eventually.Async(async () => (await pipeline.RecordedAsync("creator-0")).Count == Webhooks, TimeSpan.FromMinutes(1), "all are recorded");
        Assert.Equal(Enumerable.Range(0, Webhooks).Select(i => $"creator-0-standard:msg-{i}"), await pipeline.RecordedAsync("creator-0"));
        Assert.Contains("and none arrives; connecting again", await File.ReadAllTextAsync(pipeline.Projection.LogFile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_that_was_deleted_is_made_again_and_consumed()
    {
        await using var pipeline = await Pipeline.StartAsync(PrivateServers.Shared, creators: 1, typeof(IngestModule), typeof(ProjectionModule));
        using var sender = new StandardSender(new Uri(pipeline.Ingest.Address), Pipeline.Secret);
        await PostAsync(sender, 0);
        await Eventually.Async(async () => (await pipeline.RecordedAsync("creator-0")).Count == 1, TimeSpan.FromSeconds(30), "the first is recorded");
        await using var connection = await new BrokerAddress(new Uri(pipeline.Settings["ConnectionStrings__RabbitMq"])).ConnectAsync("test", CancellationToken.None);
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeleteAsync(PartitionOptions.QueueName(Partitioning.Of("creator-0", 16)), ifUnused: false, ifEmpty: false);
        for (var i = 1; i < 10; i++) await PostAsync(sender, i);
        await Eventually.Async(async () => (await pipeline.RecordedAsync("creator-0")).Count == 10, TimeSpan.FromSeconds(30), "all are recorded");
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"creator-0-standard:msg-{i}"), await pipeline.RecordedAsync("creator-0"));
    }

    private static Task PostAsync(StandardSender sender, int i) => sender.PostUntilAcknowledgedAsync("creator-0-standard", $"msg-{i}",
        $$"""{"type":"inventory.stock_updated","timestamp":"{{DateTimeOffset.UtcNow:O}}","data":{"sku":"MUG","delta":1} }""");
}
