using System.Runtime.CompilerServices;
using CreatorFlow.AppHost.Running;
using CreatorFlow.AppHost.Servers;
using CreatorFlow.Hosting.Bus;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Testing.Servers;
using Npgsql;
using RabbitMQ.Client;
using StackExchange.Redis;
using Xunit.Abstractions;

namespace CreatorFlow.Tests.Faults.Troubles;

/// <summary>The same books as under kills, with servers that are wiped, full, slow or out of reach, clocks that are off, and events that nobody can apply.</summary>
public sealed class Pipeline_in_trouble(ITestOutputHelper output)
{
    private const int Partitions = 16;

    /// <summary>Nothing that a version of ours would send: empty, text, cut short, lengths beyond the end, noise behind a true beginning.</summary>
    private static readonly byte[][] Unreadable = [[], .. new[] { "{ no delivery"u8.ToArray(), [2], [2, 7], [2, 255, 255, 255, 255, 7, 1], [1, 91], [2, .. Noise()] }];

    private static readonly int Events = Math.Min(10_000, Asked.Number("CREATORFLOW_FAULT_EVENTS", 3_000));

    [AskedForFact("CREATORFLOW_FAULT_EVENTS", Asked.ForAll)]
    public Task Redis_wiped_again_and_again_changes_nothing() => new PipelineRun(output, Events).UnderAsync(async (pipeline, traffic) =>
    {
        var redis = await pipeline.Servers.RedisAsync();
        using var connection = await ConnectionMultiplexer.ConnectAsync($"{redis.ConnectionString},allowAdmin=true");
        await PipelineRun.InPartsAsync(traffic, parts: 30, () => connection.GetServer(connection.GetEndPoints()[0]).FlushAllDatabasesAsync());
    });

    [AskedForFact("CREATORFLOW_FAULT_EVENTS", Asked.ForAll)]
    public async Task A_full_disk_is_waited_for()
    {
        await using var disk = await SmallDisk.MountAsync();
        await new PipelineRun(output, Events) { ChangeAsync = async servers => { await disk.HoldTablesOfAsync(await servers.PostgresAsync()); return _ => { }; } }.UnderAsync(async (pipeline, traffic) =>
            await FillAsync(disk, leave: 0, traffic, async () => (await File.ReadAllTextAsync(pipeline.Projection.LogFile)).Contains(PostgresErrorCodes.DiskFull, StringComparison.Ordinal), "Projection notices"));
    }

    /// <summary>PostgreSQL ends itself, and cannot start again before there is room.</summary>
    [AskedForFact("CREATORFLOW_FAULT_EVENTS", Asked.ForAll)]
    public async Task A_full_disk_under_the_write_ahead_log_is_waited_for()
    {
        await using var disk = await SmallDisk.MountAsync();
        await new PipelineRun(output, Events) { ChangeAsync = async servers => { await disk.HoldLogOfAsync(await servers.PostgresAsync()); return _ => { }; } }.UnderAsync(async (pipeline, traffic) =>
        {
            var postgres = await pipeline.Servers.PostgresAsync();
            await FillAsync(disk, leave: 0, traffic, () => Task.FromResult(postgres.Process!.HasEnded), "PostgreSQL has ended");
            await postgres.StartUntilReadyAsync();
            pipeline.Database.Clear(); // the test's own sessions have ended as well
        });
    }

    /// <summary>Below its mark (<c>disk_free_limit</c>) RabbitMQ takes nothing; above it goes on by itself.</summary>
    [AskedForFact("CREATORFLOW_FAULT_EVENTS", Asked.ForAll)]
    public Task A_broker_at_its_disk_mark_is_waited_for() => OnBrokersDiskAsync(leave: 40, (_, _) => Task.CompletedTask);

    /// <summary>Where nothing at all can be written RabbitMQ gives its quorum queues up, and runs on without them: it has to be started again, and now and then a queue's file be mended.</summary>
    [AskedForFact("CREATORFLOW_FAULT_EVENTS", Asked.ForAll)]
    public Task A_full_disk_under_the_broker_is_waited_for() => OnBrokersDiskAsync(leave: 0, StartAgainAsync);

    /// <summary>While one node is at its mark all of them take nothing (https://www.rabbitmq.com/docs/alarms).</summary>
    [AskedForFact("CREATORFLOW_FAULT_EVENTS", Asked.ForAll)]
    public Task A_full_disk_under_one_of_three_brokers_is_waited_for() => OnBrokersDiskAsync(leave: 0, StartAgainAsync, nodes: 3);

    [AskedForFact("CREATORFLOW_FAULT_EVENTS", Asked.ForAll)]
    public async Task A_slow_database_makes_nothing_but_later()
    {
        await using var wires = new Wires();
        await new PipelineRun(output, Events) { ChangeAsync = wires.LayAsync }.UnderAsync(async (pipeline, traffic) =>
        {
            traffic.Allow(traffic.Posts / 3);
            await traffic.UntilSentAsync(traffic.Posts / 4);
            wires.Postgres.Delay = TimeSpan.FromMilliseconds(300);
            traffic.Allow(traffic.Posts / 3);
            var books = new StoredBooks(pipeline.Database);
            await Eventually.Async(async () => await books.RecordedAsync() >= traffic.Distinct / 2, TimeSpan.FromMinutes(3), "half of it is recorded slowly", TimeSpan.FromMilliseconds(100));
            wires.Postgres.Delay = TimeSpan.Zero;
        });
    }

    [AskedForFact("CREATORFLOW_FAULT_EVENTS", Asked.ForAll)]
    public async Task Connections_that_are_reset_lose_nothing()
    {
        await using var wires = new Wires();
        await new PipelineRun(output, Events) { ChangeAsync = wires.LayAsync }.UnderAsync((_, traffic) => PipelineRun.InPartsAsync(traffic, parts: 30, () =>
        {
            wires.Reset();
            return Task.CompletedTask;
        }));
    }

    [AskedForFact("CREATORFLOW_FAULT_EVENTS", Asked.ForAll)]
    public Task A_broker_that_freezes_ends_nobody() => new PipelineRun(output, Events).UnderAsync(async (pipeline, traffic) =>
    {
        var (broker, before) = (await pipeline.Servers.RabbitMqAsync(), (pipeline.Ingest.Pid, pipeline.Projection.Pid));
        traffic.Allow(traffic.Posts / 3);
        await traffic.UntilSentAsync(traffic.Posts / 6);
        var noticed = await NoticedAsync();
        broker.Halt();
        try
        {
            traffic.Allow(traffic.Posts / 3);
            // The client gives up a question after 20 s, and a connection after 30 to 40.
            await Eventually.Async(async () => await NoticedAsync() > noticed, TimeSpan.FromMinutes(2), "Projection notices", TimeSpan.FromMilliseconds(100));
        }
        finally
        {
            broker.GoOn();
        }
        await traffic.UntilSentAsync(traffic.Posts / 2);
        Assert.Equal(before, (pipeline.Ingest.Pid, pipeline.Projection.Pid)); // one that ends is started again

        async Task<int> NoticedAsync() => (await File.ReadAllLinesAsync(pipeline.Projection.LogFile)).Count(line => line.Contains("connecting again", StringComparison.Ordinal));
    });

    [AskedForFact("CREATORFLOW_FAULT_EVENTS", Asked.ForAll)]
    public Task A_clock_three_hours_off_either_way_keeps_order_and_loses_nothing() => new PipelineRun(output, Events).UnderAsync(async (pipeline, traffic) =>
    {
        foreach (var offset in new[] { "+3h", "-3h", null })
        {
            traffic.Allow(traffic.Posts / 4);
            await FakeClock.StartAgainAsync(pipeline, pipeline.Projection, offset);
        }
    });

    /// <summary>Signatures tell when they were made, and are good for five minutes (Standard Webhooks): within that nothing is refused, beyond it senders come again.</summary>
    [AskedForFact("CREATORFLOW_FAULT_EVENTS", Asked.ForAll)]
    public Task A_clock_of_Ingest_that_is_off_keeps_order_and_loses_nothing() => new PipelineRun(output, Events).UnderAsync(async (pipeline, traffic) =>
    {
        using var sender = new StandardSender(new Uri(pipeline.Ingest.Address), Pipeline.Secret);
        var sent = 0;
        foreach (var offset in new[] { "+4m", "-4m", "+3h", null })
        {
            await FakeClock.StartAgainAsync(pipeline, pipeline.Ingest, offset);
            traffic.Allow(traffic.Posts / 5);
            if (offset == "+3h") Assert.Equal(System.Net.HttpStatusCode.Unauthorized, await sender.PostAsync("creator-0-standard", "refused", "{}"));
            else await traffic.UntilSentAsync((sent += traffic.Posts / 5) - PipelineRun.Creators);
        }
    });

    [AskedForFact("CREATORFLOW_FAULT_EVENTS", Asked.ForAll)]
    public Task A_database_that_ends_its_sessions_and_one_that_restarts_in_good_order_lose_nothing() => new PipelineRun(output, Events).UnderAsync(async (pipeline, traffic) =>
    {
        var (postgres, round) = (await pipeline.Servers.PostgresAsync(), 0);
        await PipelineRun.InPartsAsync(traffic, parts: 12, async () =>
        {
            if (round++ % 3 == 2)
            {
                await postgres.StopAsync();
                await postgres.StartAsync(CancellationToken.None);
            }
            else
            {
                await using var command = pipeline.Database.CreateCommand("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
                await command.ExecuteNonQueryAsync();
            }
            pipeline.Database.Clear(); // the test's own sessions have ended as well
        });
    });

    /// <summary>Commits wait for both servers, so that what was recorded is at the one that takes over.</summary>
    [AskedForFact("CREATORFLOW_FAULT_EVENTS", Asked.ForAll)]
    public Task A_standby_that_takes_over_from_a_killed_primary_loses_nothing() => new PipelineRun(output, Events) { Standby = true }.UnderAsync(async (pipeline, traffic) =>
    {
        traffic.Allow(traffic.Posts / 2);
        await traffic.UntilSentAsync(traffic.Posts / 4);
        await pipeline.Servers.KillPrimaryAsync();
        await pipeline.Servers.PromoteStandbyAsync();
        var tookOver = TimeProvider.System.GetTimestamp();
        var books = new StoredBooks(pipeline.Database);
        var before = await books.RecordedAsync();
        await Eventually.Async(async () => await books.RecordedAsync() > before, TimeSpan.FromMinutes(1), "webhooks are recorded at the standby");
        output.WriteLine($"recorded again {TimeProvider.System.GetElapsedTime(tookOver).TotalSeconds:0.0} s after the standby had taken over");
    });

    [AskedForFact("CREATORFLOW_FAULT_EVENTS", Asked.ForAll)]
    public Task Poison_is_set_aside_and_holds_up_nothing_else() => new PipelineRun(output, Events).UnderAsync(async (pipeline, traffic) =>
    {
        using var sender = new StandardSender(new Uri(pipeline.Ingest.Address), Pipeline.Secret);
        Assert.True(BrokerAddress.TryParse(pipeline.Settings["ConnectionStrings__RabbitMq"], out var broker));
        await using var connection = await broker.ConnectAsync("poison", CancellationToken.None);
        await using var channel = await connection.CreateChannelAsync();
        var orders = 0;
        await PipelineRun.InPartsAsync(traffic, parts: 10, async () =>
        {
            for (var partition = 0; partition < Partitions; partition++)
                await channel.BasicPublishAsync(PartitionOptions.QueueName(partition), "", mandatory: true, new BasicProperties { Persistent = true, ContentType = PartitionOptions.ContentType }, Unreadable[partition % Unreadable.Length]);
            await ShipWithoutTrackingAsync(sender, orders++);
        });
        await Eventually.Async(async () => await UnreadableAsync(channel) == 10 * Partitions, TimeSpan.FromMinutes(1), "all that cannot be read is set aside", TimeSpan.FromMilliseconds(200));
        await Eventually.Async(async () => await ParkedAsync(pipeline.Database) == orders, TimeSpan.FromMinutes(1), "all that is refused is parked", TimeSpan.FromMilliseconds(200));
    });

    private async Task StartAgainAsync(RabbitMqServer broker, QueueFiles files)
    {
        await broker.Process!.StopAsync();
        output.WriteLine($"mended: {string.Join(", ", files.Mend())}");
        await broker.StartUntilReadyAsync();
    }

    /// <summary>The disk of the last node.</summary>
    private async Task OnBrokersDiskAsync(int leave, Func<RabbitMqServer, QueueFiles, Task> freed, int nodes = 1, [CallerMemberName] string name = "")
    {
        await using var disk = await SmallDisk.MountAsync();
        await new PipelineRun(output, Events) { BrokerNodes = nodes, ChangeAsync = async servers => { await disk.HoldMessagesOfAsync((await servers.RabbitMqNodesAsync())[^1]); return _ => { }; } }.UnderAsync(async (pipeline, traffic) =>
        {
            var broker = (await pipeline.Servers.RabbitMqNodesAsync())[^1];
            var files = QueueFiles.Of(broker);
            await FillAsync(disk, leave, traffic, async () => (await File.ReadAllTextAsync(pipeline.Ingest.LogFile)).Contains("deliveries go to the spool", StringComparison.Ordinal), "Ingest spools");
            await freed(broker, files);
        }, name);
    }

    /// <summary>Until a third of the traffic is acknowledged though nothing more can be stored there.</summary>
    private static async Task FillAsync(SmallDisk disk, int leave, Traffic traffic, Func<Task<bool>> noticed, string what)
    {
        traffic.Allow(traffic.Posts / 3);
        await traffic.UntilSentAsync(traffic.Posts / 6);
        disk.Fill(leave);
        traffic.Allow(traffic.Posts / 3);
        await Eventually.Async(noticed, TimeSpan.FromMinutes(1), what, TimeSpan.FromMilliseconds(100));
        await traffic.UntilSentAsync(traffic.Posts * 2 / 3 - PipelineRun.Creators);
        disk.Free();
    }

    /// <summary>An order that the rules refuse to ship.</summary>
    private static async Task ShipWithoutTrackingAsync(StandardSender sender, int number)
    {
        foreach (var (type, data) in new[] { ("order.created", ""","lines":[{"sku":"POISON","quantity":1}]"""), ("order.shipped", "") })
            await sender.PostUntilAcknowledgedAsync($"creator-{number}-standard", $"{type}-poison-{number}", $$"""{"type":"{{type}}","timestamp":"{{DateTimeOffset.UtcNow:O}}","data":{"orderId":"poison-{{number}}"{{data}} } }""");
    }

    /// <summary>Messages in the error queues, which are declared as Projection does it.</summary>
    private static async Task<long> UnreadableAsync(IChannel channel)
    {
        var messages = 0L;
        for (var partition = 0; partition < Partitions; partition++)
            messages += (await channel.QueueDeclareAsync(PartitionOptions.ErrorQueueOf(PartitionOptions.QueueName(partition)), durable: true, exclusive: false, autoDelete: false,
                new Dictionary<string, object?> { ["x-queue-type"] = "quorum" })).MessageCount;
        return messages;
    }

    private static byte[] Noise()
    {
        var noise = new byte[300];
        new Random(1).NextBytes(noise);
        return noise;
    }

    private static async Task<long> ParkedAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("select count(*) from parked_events where status = 'parked'");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
