using CreatorFlow.Testing.Platform;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Tests.Integration.Dashboard;

namespace CreatorFlow.Tests.Integration.Projection;

public sealed class Archived_deliveries(SharedFixture<DashboardUnderTest> shared) : IClassFixture<SharedFixture<DashboardUnderTest>>
{
    private readonly DashboardUnderTest api = shared.Value;

    [Fact]
    public async Task One_whose_key_was_lost_holds_up_nobody_when_it_comes_again()
    {
        var lane = new LaneUnderTest(api.Database, api.Redis, api.NewCreator().Creator);
        var (again, next) = (lane.Delivery(Sold("TEE")), lane.Delivery(Sold("MUG")));
        await lane.WriteAsync(again);
        Assert.Equal(1, await ExecuteAsync("delete from idempotency_keys where tenant_id = $1", lane.Creator));
        await lane.WriteAsync(again, next);
        Assert.Equal(2L, await CountAsync("deliveries", lane.Creator));
        Assert.Equal(2L, await CountAsync("idempotency_keys", lane.Creator));
    }

    [Fact]
    public async Task Duplicates_among_new_ones_are_told_from_them()
    {
        var lane = new LaneUnderTest(api.Database, api.Redis, api.NewCreator().Creator);
        var first = lane.Delivery(Sold("TEE"));
        await lane.WriteAsync(first);
        for (var round = 0; round < 70; round++) // until keys are taken for new again
        {
            await lane.WriteAsync(lane.Delivery(Sold("TEE")), first with { Id = $"{first.Id}-again-{round}" }, lane.Delivery(Sold("MUG")));
            await lane.WriteAsync(lane.Delivery(Sold("TEE")));
        }
        Assert.Equal(211L, await CountAsync("idempotency_keys", lane.Creator));
        Assert.Equal(211L, await CountAsync("mt_events", lane.Creator));
        Assert.Equal(281L, await CountAsync("deliveries", lane.Creator));
    }

    private static StockChanged Sold(string sku) => new() { Sku = sku, Location = "", Delta = -1, OccurredAt = LaneUnderTest.Start };

    private async Task<int> ExecuteAsync(string sql, string creator)
    {
        await using var command = api.Database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = creator });
        return await command.ExecuteNonQueryAsync();
    }

    private async Task<long> CountAsync(string table, string creator)
    {
        await using var command = api.Database.CreateCommand($"select count(*) from {table} where tenant_id = $1");
        command.Parameters.Add(new() { Value = creator });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
