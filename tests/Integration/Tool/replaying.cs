using CreatorFlow.Contracts.Channels;
using CreatorFlow.Hosting.Redis;
using CreatorFlow.Ingest;
using CreatorFlow.Projection;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Testing.Servers;
using CreatorFlow.Tests.Integration.Projection;
using CreatorFlow.Tool;
using CreatorFlow.Tool.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;

namespace CreatorFlow.Tests.Integration.Tool;

/// <summary>Against a Projection at work.</summary>
public sealed class Replaying : IAsyncLifetime
{
    private Pipeline pipeline = null!;
    private RedisCache redis = null!;
    private LaneUnderTest lane = null!;

    public async Task InitializeAsync()
    {
        pipeline = await Pipeline.StartAsync(PrivateServers.Shared, creators: 1, typeof(IngestModule), typeof(ProjectionModule));
        redis = new RedisCache(pipeline.Settings["ConnectionStrings__Redis"], NullLogger<RedisCache>.Instance);
        lane = new LaneUnderTest(pipeline.Database, redis, "creator-0");
    }

    public async Task DisposeAsync()
    {
        await redis.DisposeAsync();
        await pipeline.DisposeAsync();
    }

    [Fact]
    public async Task What_fails_again_stays_parked_and_a_discard_lets_the_rest_through()
    {
        await ParkAsync("1");
        await ExpectAsync(0, ["replay", "--list"], "1 parked, 1 waiting behind them; aggregates held up: 1");
        var lines = await ExpectAsync(ToolAction.Found, ["replay", "creator-0", "order-shopify-1"], "1 parked, 1 waiting");
        Assert.Contains("\tparked\torder.tracking_missing\t", lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain("never", lines[0], StringComparison.Ordinal);
        var position = lines[0].Split('\t')[0];
        await ExpectAsync(0, ["replay", "--discard", position], "1 discarded, 1 replayed");
        await ExpectAsync(ToolAction.Failed, ["replay", "--discard", position], $"The parked event {position} was discarded already.");
        await ExpectAsync(0, ["replay", "--all"], "Nothing of that is parked.");
        await ExpectAsync(0, ["replay", "--list", "creator-0"], "Nothing is parked.");
    }

    [Fact]
    public async Task All_takes_up_every_aggregate()
    {
        await ParkAsync("1");
        await ParkAsync("2");
        await using var free = pipeline.Database.CreateCommand("""update parked_events set event = (event::jsonb || '{"TrackingNumber":"1Z"}')::text where status = 'parked'""");
        await free.ExecuteNonQueryAsync();
        await ExpectAsync(0, ["replay", "--all"], "4 replayed");
    }

    [Fact]
    public async Task Archived_deliveries_published_again_change_nothing()
    {
        await lane.PlayAsync(new StockSet { Sku = "TEE", Quantity = 10, OccurredAt = LaneUnderTest.Start }, new StockChanged { Sku = "TEE", Delta = -1, OccurredAt = LaneUnderTest.Start.AddSeconds(9) });
        string[] command = ["replay", "--deliveries", "creator-0", "--from", "2026-01-01T00:00Z", "--to", "2026-03-01T00:00Z", "--rabbitmq", pipeline.Settings["ConnectionStrings__RabbitMq"]];
        await ExpectAsync(0, command, "2 deliveries of creator-0 published again and confirmed. Their keys are recorded, so each is a duplicate: nothing is applied twice, and nothing changes.");
        await ParkAsync("1");
        await ExpectAsync(ToolAction.Found, ["replay", "creator-0"], "1 parked, 1 waiting"); // went the same way, behind them
        await ExpectAsync(0, ["verify"], null);
        Assert.Equal(2L, await ScalarAsync("select version from mt_streams where id = 'inventory-TEE'"));
        await using var lose = pipeline.Database.CreateCommand("delete from idempotency_keys where ctid in (select ctid from idempotency_keys order by recorded_at limit 1)");
        await lose.ExecuteNonQueryAsync();
        var lines = await ExpectAsync(ToolAction.Found, command, null);
        Assert.EndsWith("was not published: its idempotency key is lost. Run verify.", lines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("replay")]
    [InlineData("replay", "--all", "--list")]
    [InlineData("replay", "creator-0", "--all")]
    [InlineData("replay", "--discard", "99999")]
    [InlineData("replay", "--deliveries", "creator-0", "--from", "2026-01-01")]
    public async Task What_makes_no_sense_is_refused(params string[] args) => Assert.Equal(ToolAction.Failed, (await ToolAsync(args)).Code);

    [Fact]
    public async Task Without_projection_it_says_so_and_loses_nothing()
    {
        await ParkAsync("1");
        await pipeline.Projection.DisposeAsync();
        var lines = await ExpectAsync(ToolAction.Found, ["replay", "--all", "--wait", "1"], null);
        Assert.StartsWith("Not all of it was taken up yet", lines[^1], StringComparison.Ordinal);
    }

    /// <summary>A shipment without its tracking number, and one behind it.</summary>
    private Task ParkAsync(string order) => lane.PlayAsync(Shipped(order, "s1", null), Shipped(order, "s2", "1Z"));

    private static OrderDispatched Shipped(string order, string shipment, string? tracking) => new() { OrderId = order, ShipmentId = shipment, TrackingNumber = tracking, OccurredAt = LaneUnderTest.Start };

    private async Task<string[]> ExpectAsync(int code, string[] args, string? last)
    {
        var (found, lines) = await ToolAsync(args);
        Assert.True(found == code && (last is null || lines[^1] == last), string.Join('\n', lines));
        return lines;
    }

    private async Task<(int Code, string[] Lines)> ToolAsync(string[] args)
    {
        var output = new StringWriter();
        var code = await ToolCommand.Describe().Parse([.. args, "--postgres", pipeline.Settings["ConnectionStrings__Postgres"]]).InvokeAsync(new() { Output = output, Error = output });
        return (code, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var command = pipeline.Database.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
