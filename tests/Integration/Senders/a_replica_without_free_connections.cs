using System.Net;
using CreatorFlow.Contracts;
using CreatorFlow.Hosting.Bus;
using CreatorFlow.Ingest;
using CreatorFlow.Ingest.Publishing;
using CreatorFlow.Ingest.Spool;
using CreatorFlow.Projection;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Testing.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Tests.Integration.Senders;

/// <summary>A replica of Ingest whose pool is used up, while another one spools: it must not take that for a database that is gone.</summary>
public sealed class A_replica_without_free_connections
{
    private const int Partitions = 16;
    private const string Creator = "creator-0", Connection = $"{Creator}-standard";
    private static readonly int Partition = Partitioning.Of(Creator, Partitions);

    [Fact]
    public async Task Overtakes_nothing_that_another_one_spooled()
    {
        await using var pipeline = await Pipeline.StartAsync(PrivateServers.Shared, 1, typeof(IngestModule), typeof(ProjectionModule));
        await pipeline.Ingest.KillAsync();
        pipeline.Settings["ConnectionStrings__Postgres"] += ";Maximum Pool Size=1";
        await pipeline.Ingest.StartAsync();
        using var sender = new StandardSender(new(pipeline.Ingest.Address), Pipeline.Secret);
        Assert.Equal(HttpStatusCode.OK, await sender.PostAsync(Connection, "msg-first", Body));

        await using (var held = await pipeline.Database.OpenConnectionAsync())
        {
            await using var transaction = await held.BeginTransactionAsync();
            await using (var locked = new NpgsqlCommand("lock table connections in access exclusive mode", held)) await locked.ExecuteNonQueryAsync();
            await Eventually.Async(async () => await CountAsync(pipeline, """
                select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and application_name = 'CreatorFlow.Ingest'
                """) == 1, what: "Ingest's only connection waits for the lock");
            await SpooledWork.SpoolAsync(pipeline.Database, (Partition, SpooledDelivery.Write(SpooledWork.Of(Creator, "msg-spooled"))));
            await Task.Delay(PartitionRoute.Heard); // then the other replica would acknowledge it
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await sender.PostAsync(Connection, "msg-later", Body));
        }

        await sender.PostUntilAcknowledgedAsync(Connection, "msg-later", Body);
        await Eventually.Async(async () => (await pipeline.RecordedAsync(Creator)).Count == 3, what: "all are recorded");
        Assert.Equal(["msg-first", "msg-spooled", "msg-later"], (await pipeline.RecordedAsync(Creator)).Select(key => key[key.IndexOf("msg-", StringComparison.Ordinal)..]));
    }

    [Fact]
    public async Task Every_look_sees_what_was_spooled_before_it_was_asked_for()
    {
        var postgres = await PrivateServers.Shared.CreateDatabaseAsync();
        await using var database = NpgsqlDataSource.Create(postgres);
        await using var pool = NpgsqlDataSource.Create($"{postgres};Maximum Pool Size={SpoolLooks.Connections}");
        await IngestModule.MigrateAsync(database, CancellationToken.None);
        var looks = new SpoolLooks(pool, Options.Create(new PublishingOptions { SpoolTimeLimit = TimeSpan.FromSeconds(20) }), Options.Create(new PartitionOptions { Count = Partitions }),
            TimeProvider.System, NullLogger<SpoolLooks>.Instance);
        using var over = new CancellationTokenSource();
        var others = Enumerable.Range(0, 8).Select(_ => LookAsync(looks, over.Token)).ToList();
        for (var partition = 0; partition < Partitions; partition++)
        {
            Assert.True(await looks.IsEmptyAsync(partition, CancellationToken.None));
            await SpooledWork.SpoolAsync(database, (partition, [1]));
            Assert.False(await looks.IsEmptyAsync(partition, CancellationToken.None));
        }
        await over.CancelAsync();
        var looked = await Task.WhenAll(others);
        Assert.All(looked, count => Assert.True(count > 0));
    }

    private const string Body = """{"type":"inventory.stock_updated","timestamp":"2026-01-05T08:00:00Z","data":{"sku":"MUG","delta":1}}""";

    private static async Task<int> LookAsync(SpoolLooks looks, CancellationToken over)
    {
        var count = 0;
        for (; !over.IsCancellationRequested; count++) await looks.PartitionsAsync(CancellationToken.None);
        return count;
    }

    private static async Task<long> CountAsync(Pipeline pipeline, string sql)
    {
#pragma warning disable CA2100 // only this class's own words
        await using var command = pipeline.Database.CreateCommand(sql);
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
