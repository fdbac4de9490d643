using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Hosting.Redis;
using CreatorFlow.Ingest;
using CreatorFlow.Projection;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Testing.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CreatorFlow.Tests.Integration.Projection;

/// <summary>A bundle of two SKUs, one of which another replica writes meanwhile: nothing but what is remembered of it tells how many bundles there are.</summary>
public sealed class Returned_partitions
{
    private const string Creator = "creator-0";

    [Fact]
    public async Task What_was_written_elsewhere_is_known_once_the_partition_is_back()
    {
        var broker = await PrivateServers.Shared.RabbitMqAsync();
        await using var wire = Wire.To(broker.Address);
        await using var pipeline = await Pipeline.StartAsync(PrivateServers.Shared, creators: 1, typeof(IngestModule), typeof(ProjectionModule), change: settings =>
            settings["ConnectionStrings__RabbitMq"] = settings["ConnectionStrings__RabbitMq"].Replace(new Uri(broker.Address).Authority, $"127.0.0.1:{wire.Port}", StringComparison.Ordinal));
        await KnowsWhatIsWrittenAsync(pipeline, async writeElsewhere =>
        {
            await writeElsewhere();
            wire.Reset();
        });
    }

    [Fact]
    public async Task What_was_written_elsewhere_is_known_once_the_partition_that_was_handed_on_is_back()
    {
        await using var pipeline = await Pipeline.StartAsync(PrivateServers.Shared, creators: 1, typeof(IngestModule), typeof(ProjectionModule));
        await KnowsWhatIsWrittenAsync(pipeline, async writeElsewhere =>
        {
            await using var other = await PlayedReplica.StartAsync(pipeline, Partitioning.Of(Creator, 16));
            await other.UntilHandedOnAsync();
            await writeElsewhere();
        });
    }

    private static async Task KnowsWhatIsWrittenAsync(Pipeline pipeline, Func<Func<Task>, Task> meanwhileAsync)
    {
        await using var redis = new RedisCache(pipeline.Settings["ConnectionStrings__Redis"], NullLogger<RedisCache>.Instance);
        using var sender = new StandardSender(new Uri(pipeline.Ingest.Address), Pipeline.Secret);
        await new LaneUnderTest(pipeline.Database, redis, Creator).PlayAsync(Set("BOX", 10, second: 0), Bundle());
        await CountAsync(2);
        Assert.Equal(2, await OnHandAsync(pipeline.Database, "GIFT"));

        await meanwhileAsync(() => new LaneUnderTest(pipeline.Database, redis, Creator).PlayAsync(Set("BOX", 3, second: 100)));
        await CountAsync(8);
        Assert.Equal(3, await OnHandAsync(pipeline.Database, "GIFT"));

        async Task CountAsync(long mugs)
        {
            await sender.PostUntilAcknowledgedAsync("creator-0-standard", $"msg-{mugs}", $$"""{"type":"inventory.stock_updated","timestamp":"{{DateTimeOffset.UtcNow:O}}","data":{"sku":"MUG","set":{{mugs}}} }""");
            await Eventually.Async(async () => await OnHandAsync(pipeline.Database, "MUG") == mugs, TimeSpan.FromSeconds(60), $"{mugs} are counted");
        }
    }

    [Fact]
    public async Task What_another_writer_had_in_hand_too_is_known_with_the_delivery_that_both_had()
    {
        await using var database = NpgsqlDataSource.Create(await PrivateServers.Shared.CreateDatabaseAsync());
        await ProjectionModule.MigrateAsync(database);
        await using var redis = new RedisCache(await PrivateServers.Shared.CreateRedisDatabaseAsync(), NullLogger<RedisCache>.Instance);
        var (before, after) = (new LaneUnderTest(database, redis, Creator), new LaneUnderTest(database, redis, Creator));
        await after.PlayAsync(Set("MUG", 2, second: 0), Set("BOX", 10, second: 0), Bundle());
        var both = before.Delivery(Set("BOX", 3, second: 100));
        await before.WriteAsync(both);
        await after.WriteAsync(both);
        await after.PlayAsync(Set("MUG", 8, second: 200));
        Assert.Equal(3, await OnHandAsync(database, "GIFT"));
    }

    private static StockSet Set(string sku, long quantity, int second) => new() { Sku = sku, Quantity = quantity, OccurredAt = LaneUnderTest.Start.AddSeconds(second) };

    private static BundleAssembled Bundle() => new() { Sku = "GIFT", Components = [new("MUG", 1), new("BOX", 1)], OccurredAt = LaneUnderTest.Start.AddSeconds(1) };

    private static async Task<long?> OnHandAsync(NpgsqlDataSource database, string sku)
    {
        await using var command = database.CreateCommand("select (data ->> 'OnHand')::bigint from mt_doc_stockitem where tenant_id = $1 and id = $2");
        command.Parameters.Add(new() { Value = Creator });
        command.Parameters.Add(new() { Value = sku });
        return (long?)await command.ExecuteScalarAsync();
    }
}
