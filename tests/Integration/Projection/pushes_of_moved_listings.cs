using CreatorFlow.Contracts.Channels;
using CreatorFlow.Hosting.Redis;
using CreatorFlow.Projection;
using CreatorFlow.Testing.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CreatorFlow.Tests.Integration.Projection;

/// <summary>A listing that shows ten units goes from the SKU <c>A</c>, of which seven are counted, to <c>B</c>, which has nothing to tell it.</summary>
public sealed class Pushes_of_moved_listings : IAsyncLifetime
{
    private NpgsqlDataSource database = null!;
    private RedisCache redis = null!;
    private LaneUnderTest lane = null!;

    public async Task InitializeAsync()
    {
        database = NpgsqlDataSource.Create(await PrivateServers.Shared.CreateDatabaseAsync());
        await ProjectionModule.MigrateAsync(database);
        redis = new(await PrivateServers.Shared.CreateRedisDatabaseAsync(), NullLogger<RedisCache>.Instance);
        lane = new(database, redis, "creator-0");
        await lane.PlayAsync(new ListingSeen { ListingId = "L", Sku = "A", OccurredAt = At(0) }, new StockReported { ListingId = "L", Available = 10, OccurredAt = At(1) });
    }

    public async Task DisposeAsync()
    {
        await redis.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task What_waits_is_withdrawn()
    {
        await lane.PlayAsync(Counted("A", 7, second: 60));
        Assert.Equal("waiting A 7 false", await RowAsync());
        await lane.PlayAsync(Moved());
        Assert.Null(await RowAsync());
    }

    [Fact]
    public async Task What_is_wanted_in_the_transaction_of_the_move_is_not_told()
    {
        await lane.WriteAsync(lane.Delivery(Counted("A", 7, second: 60)), lane.Delivery(Moved()));
        Assert.Null(await RowAsync());
    }

    [Fact]
    public async Task What_is_under_way_keeps_its_claim_and_the_next_wish_waits_for_it()
    {
        await lane.PlayAsync(Counted("A", 7, second: 60));
        await RunAsync("update pushes set claimed_until = now() + interval '1 minute'");
        await lane.PlayAsync(Moved());
        Assert.Equal("withdrawn A 7 true", await RowAsync());
        await lane.PlayAsync(Counted("B", 4, second: 200));
        Assert.Equal("waiting B 4 true", await RowAsync());
    }

    private static DateTimeOffset At(int second) => LaneUnderTest.Start.AddSeconds(second);

    private static StockSet Counted(string sku, long quantity, int second) => new() { Sku = sku, Quantity = quantity, OccurredAt = At(second) };

    private static ListingAssigned Moved() => new() { Platform = "shopify", ConnectionId = "shop", ListingId = "L", Sku = "B", OccurredAt = At(120) };

    private async Task<string?> RowAsync() =>
        (string?)await ScalarAsync("select concat_ws(' ', status, sku, quantity, (claimed_until is not null)::text) from pushes where connection_id = 'shop'");

    private Task RunAsync(string sql) => ScalarAsync(sql);

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
