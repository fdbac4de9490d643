using CreatorFlow.Hosting.Redis;
using CreatorFlow.Ingest;
using CreatorFlow.Projection;
using CreatorFlow.Projection.Recording;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Testing.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CreatorFlow.Tests.Integration.Projection;

public sealed class Rehearsals
{
    [Fact]
    public async Task What_is_rehearsed_is_decided_and_written_as_usual_and_nothing_of_it_stays()
    {
        await using var database = NpgsqlDataSource.Create(await PrivateServers.Shared.CreateDatabaseAsync());
        await ProjectionModule.MigrateAsync(database);
        await using var redis = new RedisCache(await PrivateServers.Shared.CreateRedisDatabaseAsync(), NullLogger<RedisCache>.Instance);
        var lane = new LaneUnderTest(database, redis, "creator-0");
        var usual = Rehearsal.Deliveries(LaneUnderTest.Start);

        for (var time = 0; time < 3; time++) await lane.RehearseAsync(usual);
        Assert.Equal((0, 0, 0), (await CountAsync(database, "mt_events"), await CountAsync(database, "deliveries"), await CountAsync(database, "change_feed")));

        await lane.WriteAsync(usual);
        Assert.Equal(usual.Length, await CountAsync(database, "deliveries where outcome = 'applied'"));
    }

    [Fact]
    public async Task A_process_rehearses_by_itself()
    {
        await using var pipeline = await Pipeline.StartAsync(PrivateServers.Shared, creators: 1, typeof(IngestModule), typeof(ProjectionModule));
        await Eventually.Async(async () => (await File.ReadAllTextAsync(pipeline.Projection.LogFile)).Contains("What is usual is rehearsed", StringComparison.Ordinal), TimeSpan.FromSeconds(60), "it has rehearsed");
    }

    private static async Task<long> CountAsync(NpgsqlDataSource database, string rows)
    {
        await using var command = database.CreateCommand($"select count(*) from {rows}");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
