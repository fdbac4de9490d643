using CreatorFlow.Testing.Platform;
using System.Text.Json;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Projection.Expiring;
using CreatorFlow.Tests.Integration.Dashboard;

namespace CreatorFlow.Tests.Integration.Projection;

public sealed class Unpaid_orders_expire(SharedFixture<DashboardUnderTest> shared) : IClassFixture<SharedFixture<DashboardUnderTest>>
{
    private readonly DashboardUnderTest api = shared.Value;

    private static readonly DateTimeOffset Start = LaneUnderTest.Start;

    [Fact]
    public async Task The_order_is_asked_once_when_its_time_is_over_whoever_looks_and_however_often_it_is_sent()
    {
        var lane = new LaneUnderTest(api.Database, api.Redis, $"creator-{Guid.CreateVersion7():n}");
        await lane.PlayAsync(new StockSet { Sku = "A", Quantity = 5, OccurredAt = Start }, Placed("1"), Placed("2"), Paid("2"));
        Assert.Equal(0, await new ExpiryQueue(api.Database, new At(Start.AddSeconds(1_800))).MoveDueAsync(CancellationToken.None));

        var queue = new ExpiryQueue(api.Database, new At(Start.AddSeconds(1_801)));
        var moved = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => queue.MoveDueAsync(CancellationToken.None)));
        Assert.Equal(2, moved.Sum());
        var sent = await SentAsync(lane);
        Assert.Equal(2, sent.Count);

        await lane.WriteAsync([.. sent]);
        await lane.WriteAsync([.. sent.Select(s => s with { Id = Guid.CreateVersion7().ToString("n") })]);
        Assert.Equal(["inventory.stock_updated", "inventory.reserved", "inventory.reserved", "inventory.released"], await TypesAsync(lane, "inventory-A"));
        Assert.Equal(["order.created", "order.reservation_expired"], await TypesAsync(lane, "order-shopify-1"));
        Assert.Equal(["order.created", "order.updated"], await TypesAsync(lane, "order-shopify-2"));
        var item = await api.ReadAsync(lane.Creator, "/api/v1/inventory/A");
        Assert.Equal((5, 1), (item.GetProperty("onHand").GetInt64(), item.GetProperty("reserved").GetInt64()));
    }

    private static OrderPlaced Placed(string id) => new()
    {
        OrderId = id, PlacedAt = Start.AddSeconds(1), OccurredAt = Start.AddSeconds(1), PaymentOpen = true, Lines = [new() { LineId = "1", Sku = "A", Quantity = 1 }],
    };

    private static OrderChanged Paid(string id) => new() { OrderId = id, Status = "paid", OccurredAt = Start.AddSeconds(2) };

    private async Task<List<Delivery>> SentAsync(LaneUnderTest lane)
    {
        await using var command = api.Database.CreateCommand("select message::text from outbox where tenant_id = $1 and queue = 'creatorflow.events.own-partition' order by id");
        command.Parameters.Add(new() { Value = lane.Creator });
        return (await TextsAsync(command)).ConvertAll(m => JsonSerializer.Deserialize<Delivery>(m)!);
    }

    private async Task<List<string>> TypesAsync(LaneUnderTest lane, string stream)
    {
        await using var command = api.Database.CreateCommand("select type from mt_events where tenant_id = $1 and stream_id = $2 order by version");
        command.Parameters.Add(new() { Value = lane.Creator });
        command.Parameters.Add(new() { Value = stream });
        return await TextsAsync(command);
    }

    private static async Task<List<string>> TextsAsync(Npgsql.NpgsqlCommand command)
    {
        var texts = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) texts.Add(reader.GetString(0));
        return texts;
    }

    private sealed class At(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
