using CreatorFlow.Contracts.Channels;
using CreatorFlow.Hosting.Redis;
using CreatorFlow.Hosting.Telemetry;
using CreatorFlow.Projection;
using CreatorFlow.Projection.Checking;
using CreatorFlow.Testing.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Tests.Integration.Projection;

/// <summary>Counted from what is stored: nothing is found in a log as Projection writes it, and everything that was planted.</summary>
public sealed class Checked_log : IAsyncLifetime
{
    private const int Events = 20;
    private NpgsqlDataSource database = null!;
    private RedisCache redis = null!;
    private LaneUnderTest lane = null!;
    private long written;

    public async Task InitializeAsync()
    {
        database = NpgsqlDataSource.Create(await PrivateServers.Shared.CreateDatabaseAsync());
        redis = new RedisCache(await PrivateServers.Shared.CreateRedisDatabaseAsync(), NullLogger<RedisCache>.Instance);
        await ProjectionModule.MigrateAsync(database);
        await RunAsync("update log_checks set checked_at = '2026-01-01', seen_at = '2026-01-01'"); // the lane's clock is behind
        lane = new LaneUnderTest(database, redis, "ann");
        for (var i = 0; i < Events; i++) await lane.WriteAsync(lane.Delivery(new StockSet { Sku = i % 2 == 0 ? "A" : "B", Quantity = i + 1, OccurredAt = LaneUnderTest.Start.AddSeconds(i) }));
        written = await NumberAsync("select count(*) from mt_events");
    }

    public async Task DisposeAsync()
    {
        await redis.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task As_it_is_written_it_is_whole_and_every_event_is_looked_at_once()
    {
        using var watch = Watch(atOnce: 7);
        for (var i = 0; i < 10; i++) await watch.LookAsync(CancellationToken.None);
        Assert.Equal((written, 0, 0, 0), await FoundAsync());
    }

    [Fact]
    public async Task While_more_has_settled_the_next_look_need_not_wait()
    {
        using var watch = Watch(atOnce: (int)written - 1);
        var behind = new List<bool>();
        for (var i = 0; i < 3; i++) behind.Add(await watch.LookAsync(CancellationToken.None));
        Assert.Equal([false, true, false], behind); // noted, looked at but for one, looked at
    }

    [Fact]
    public async Task Replicas_that_look_at_the_same_time_count_nothing_twice()
    {
        var watches = Enumerable.Range(0, 4).Select(_ => Watch(atOnce: 5)).ToList();
        await Task.WhenAll(watches.Select(async watch =>
        {
            for (var i = 0; i < 40 && (await FoundAsync()).Checked < written; i++) await watch.LookAsync(CancellationToken.None);
        }));
        Assert.Equal((written, 0, 0, 0), await FoundAsync());
        watches.ForEach(w => w.Dispose());
    }

    [Fact]
    public async Task What_may_still_be_under_way_is_not_looked_at_yet()
    {
        using var watch = Watch(settledAfter: TimeSpan.FromMinutes(1));
        for (var i = 0; i < 3; i++) await watch.LookAsync(CancellationToken.None);
        Assert.Equal(0, (await FoundAsync()).Checked);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(1_000)]
    public async Task An_event_that_is_gone_is_lost_in_the_middle_and_at_the_end(int atOnce)
    {
        await RunAsync("delete from mt_events where stream_id = 'inventory-A' and version in (3, 4)");
        await RunAsync("delete from mt_events where stream_id = 'inventory-B' and version = (select max(version) from mt_events where stream_id = 'inventory-B')");
        Assert.Equal((3, 0, 0), Without(await CheckedAsync(atOnce)));
    }

    [Fact]
    public async Task A_delivery_that_had_its_effect_twice_is_a_duplicate()
    {
        // The same key, by a delivery that came later than the key was recorded.
        await RunAsync("update mt_events set headers = headers || jsonb_build_object('IdempotencyKey', (select headers ->> 'IdempotencyKey' from mt_events where stream_id = 'inventory-A' and version = 1)) where stream_id = 'inventory-A' and version = 2");
        Assert.Equal((0, 1, 0), Without(await CheckedAsync(1)));
    }

    [Fact]
    public async Task Two_deliveries_with_one_key_in_one_look_are_a_duplicate()
    {
        await RunAsync("update idempotency_keys set recorded_at = recorded_at + interval '1 day'");
        await RunAsync("update mt_events set headers = headers || '{\"IdempotencyKey\":\"same\"}' where version = 1");
        Assert.Equal((0, 1, 0), Without(await CheckedAsync(1_000)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    public async Task A_later_version_with_a_lower_number_is_out_of_order(int atOnce)
    {
        await RunAsync("""
            update mt_events e set seq_id = -o.seq_id from mt_events o
            where e.stream_id = 'inventory-A' and o.stream_id = 'inventory-A' and (e.version, o.version) in ((3, 4), (4, 3))
            """);
        await RunAsync("update mt_events set seq_id = -seq_id where seq_id < 0");
        Assert.Equal((0, 0, 1), Without(await CheckedAsync(atOnce)));
    }

    [Fact]
    public async Task What_was_parked_and_replayed_is_no_duplicate()
    {
        await RunAsync("insert into parked_events (tenant_id, aggregate, delivery_id, event_index, event, delivery, status, reason, parked_at) select tenant_id, stream_id, headers ->> 'DeliveryId', 0, '{}', '{}', 'replayed', 'x', now() from mt_events where stream_id = 'inventory-A'");
        await RunAsync("update idempotency_keys set recorded_at = recorded_at - interval '1 hour' where key in (select headers ->> 'IdempotencyKey' from mt_events where stream_id = 'inventory-A')");
        Assert.Equal((0, 0, 0), Without(await CheckedAsync(1_000)));
    }

    [Fact]
    public async Task A_database_that_was_restored_is_checked_from_where_it_stands()
    {
        await RunAsync("update log_checks set checked_to = 1000000, seen_to = 1000000");
        using var watch = Watch(1_000);
        await watch.LookAsync(CancellationToken.None);
        await lane.WriteAsync(lane.Delivery(new StockSet { Sku = "C", Quantity = 1, OccurredAt = LaneUnderTest.Start }));
        await RunAsync("update log_checks set checked_at = '2026-01-01', seen_at = '2026-01-01'");
        for (var i = 0; i < 3; i++) await watch.LookAsync(CancellationToken.None);
        Assert.Equal((1, 0, 0, 0), await FoundAsync());
    }

    private async Task<(long Checked, long Lost, long Duplicated, long Disordered)> CheckedAsync(int atOnce)
    {
        using var watch = Watch(atOnce);
        for (var i = 0; i < 2 * Events / Math.Min(atOnce, Events) + 6; i++) await watch.LookAsync(CancellationToken.None);
        return await FoundAsync();
    }

    private LogWatch Watch(int atOnce = 1_000, TimeSpan settledAfter = default) =>
        new(database, new Signals("test"), Options.Create(new LogCheckOptions { AtOnce = atOnce, SettledAfter = settledAfter }), TimeProvider.System, NullLogger<LogWatch>.Instance);

    private static (long Lost, long Duplicated, long Disordered) Without((long Checked, long Lost, long Duplicated, long Disordered) found) => (found.Lost, found.Duplicated, found.Disordered);

    private async Task<(long Checked, long Lost, long Duplicated, long Disordered)> FoundAsync()
    {
        await using var command = database.CreateCommand("select checked, lost, duplicated, disordered from log_checks");
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3));
    }

    private async Task<long> NumberAsync(string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task RunAsync(string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
