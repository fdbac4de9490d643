using CreatorFlow.Testing.Platform;
using System.Net;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Domain.Inventory;
using CreatorFlow.EventStore;
using CreatorFlow.EventStore.Reading;
using CreatorFlow.Parking;
using CreatorFlow.Tests.Integration.Dashboard;

namespace CreatorFlow.Tests.Integration.Projection;

public sealed class Parked_events(SharedFixture<DashboardUnderTest> shared) : IClassFixture<SharedFixture<DashboardUnderTest>>
{
    private readonly DashboardUnderTest api = shared.Value;

    private const string Sku = "TEE";
    private const string Order = "order-shopify-1";
    private const string Future = "'of_the_future.' || type", Past = "replace(type, 'of_the_future.', '')";
    private static readonly DateTimeOffset Start = LaneUnderTest.Start;

    [Fact]
    public async Task What_waits_is_replayed_in_its_order_once_the_poison_is_discarded()
    {
        var lane = await HeldAsync();
        await lane.PlayAsync(Shipped("s2", "1Z2", 4), Shipped("s3", "1Z3", 5), new OrderArrived { OrderId = "1", OccurredAt = Start.AddSeconds(6) });
        Assert.Equal(["parked", "waiting", "waiting", "waiting"], await StatusesAsync(lane));
        var poison = (await ListAsync(lane))[0];
        await lane.WriteAsync(Marker(lane, poison.Position));
        Assert.Equal(["discarded", "replayed", "replayed", "replayed"], await StatusesAsync(lane));
        Assert.Equal(["order.created", "order.shipped", "order.shipped", "order.delivered"], await TypesAsync(lane, Order));
        Assert.Equal(["applied", "applied", "applied", "applied", "applied", "discarded"], (await OutcomesAsync(lane)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_still_fails_stays_parked_and_the_rest_goes_on_waiting_behind_it()
    {
        var lane = await HeldAsync();
        await lane.PlayAsync(Shipped("s2", "1Z2", 4));
        await lane.WriteAsync(Marker(lane), lane.Delivery(Shipped("s3", "1Z3", 5)));
        Assert.Equal(["parked", "waiting", "waiting"], await StatusesAsync(lane));
        Assert.Equal("order.tracking_missing", (await ListAsync(lane))[0].Reason);
        Assert.Equal(["order.created"], await TypesAsync(lane, Order));
    }

    [Fact]
    public async Task A_delivery_before_the_replay_is_replayed_with_it_and_one_behind_it_comes_after()
    {
        var lane = await HeldAsync();
        await FreeTheFirstAsync(lane);
        await lane.WriteAsync(lane.Delivery(Shipped("s2", "1Z2", 4)), Marker(lane), lane.Delivery(new OrderArrived { OrderId = "1", OccurredAt = Start.AddSeconds(6) }));
        Assert.Equal(["replayed", "replayed"], await StatusesAsync(lane));
        Assert.Equal(["order.created", "order.shipped", "order.shipped", "order.delivered"], await TypesAsync(lane, Order));
    }

    [Fact]
    public async Task Replaying_again_and_again_applies_once()
    {
        var lane = await HeldAsync();
        await FreeTheFirstAsync(lane);
        for (var i = 0; i < 4; i++) await lane.WriteAsync(Marker(lane), Marker(lane));
        Assert.Equal(["replayed"], await StatusesAsync(lane));
        Assert.Equal(["order.created", "order.shipped"], await TypesAsync(lane, Order));
        Assert.Equal(8, await OnHandAsync(lane));
    }

    [Fact]
    public async Task Of_two_writers_that_replay_at_once_exactly_one_does()
    {
        for (var round = 0; round < 20; round++)
        {
            var lane = await HeldAsync();
            await FreeTheFirstAsync(lane);
            await lane.PlayAsync(Shipped("s2", "1Z2", 4));
            var other = new LaneUnderTest(api.Database, api.Redis, lane.Creator);
            await Task.WhenAll(lane.WriteAsync(Marker(lane)), other.WriteAsync(Marker(lane)));
            Assert.Equal(["replayed", "replayed"], await StatusesAsync(lane));
            Assert.Equal(["order.created", "order.shipped", "order.shipped"], await TypesAsync(lane, Order));
            Assert.Equal(8, await OnHandAsync(lane));
        }
    }

    [Fact]
    public async Task A_discard_and_a_replay_at_once_settle_an_event_one_way()
    {
        for (var round = 0; round < 20; round++)
        {
            var lane = await HeldAsync();
            await FreeTheFirstAsync(lane);
            var position = (await ListAsync(lane))[0].Position;
            var other = new LaneUnderTest(api.Database, api.Redis, lane.Creator);
            await Task.WhenAll(lane.WriteAsync(Marker(lane)), other.WriteAsync(Marker(lane, position)));
            var status = Assert.Single(await StatusesAsync(lane));
            Assert.Equal(status == "replayed" ? 8 : 10, await OnHandAsync(lane));
        }
    }

    [Fact]
    public async Task More_than_one_transactions_worth_is_replayed_in_order()
    {
        var lane = await HeldAsync();
        await lane.WriteAsync([.. Enumerable.Range(0, 1_203).Select(i => lane.Delivery(new OrderChanged { OrderId = "1", Status = null, PlatformStatus = $"S{i:0000}", OccurredAt = Start.AddSeconds(10 + i) }))]);
        await lane.WriteAsync(Marker(lane, (await ListAsync(lane))[0].Position));
        var events = await new EventReader(api.Database).ReadAsync(new(lane.Creator, Order), 1, 5_000, CancellationToken.None);
        Assert.Equal(Enumerable.Range(0, 1_203).Select(i => $"S{i:0000}"), events.Select(e => CanonicalJson.Deserialize<CreatorFlow.Contracts.Orders.OrderUpdated>(e.Data).PlatformStatus));
    }

    [Fact]
    public async Task What_needs_a_stream_that_cannot_be_read_is_parked_alone_and_replayed_once_it_can()
    {
        var before = new LaneUnderTest(api.Database, api.Redis, $"creator-{Guid.CreateVersion7():n}");
        await before.PlayAsync(new StockSet { Sku = Sku, Quantity = 10, OccurredAt = Start }, new StockSet { Sku = "MUG", Quantity = 10, OccurredAt = Start });
        await RenameAsync(before, Sku, Future);
        var lane = new LaneUnderTest(api.Database, api.Redis, before.Creator); // an older version, after a newer one
        await lane.WriteAsync(lane.Delivery(Sold(Sku)), lane.Delivery(Sold("MUG")), lane.Delivery(Sold(Sku)));
        Assert.Equal([("parked", "stream.unreadable"), ("waiting", "aggregate.held")], (await ListAsync(lane)).Select(p => (p.Status, p.Reason)));
        Assert.Equal(9, await OnHandAsync(lane, "MUG"));
        await RenameAsync(before, Sku, Past);
        await lane.WriteAsync(lane.Delivery() with { Replay = new() { Aggregate = Stock.StreamOf(Sku) } });
        Assert.Equal(["replayed", "replayed"], await StatusesAsync(lane));
        Assert.Equal(8, await OnHandAsync(lane));
    }

    [Fact]
    public async Task A_bundles_other_component_that_cannot_be_read_is_asked_for_each_time_until_it_can()
    {
        var before = new LaneUnderTest(api.Database, api.Redis, $"creator-{Guid.CreateVersion7():n}");
        await before.PlayAsync(new StockSet { Sku = Sku, Quantity = 10, OccurredAt = Start }, new StockSet { Sku = "MUG", Quantity = 10, OccurredAt = Start },
            new BundleAssembled { Sku = "GIFT", Components = [new(Sku, 1), new("MUG", 1)], OccurredAt = Start.AddSeconds(1) });
        await RenameAsync(before, "MUG", Future);
        var lane = new LaneUnderTest(api.Database, api.Redis, before.Creator);
        await lane.WriteAsync(lane.Delivery(Sold(Sku)));
        for (var time = 0; time < 2; time++)
        {
            Assert.Equal([("parked", "stream.unreadable")], (await ListAsync(lane)).Select(p => (p.Status, p.Reason)));
            await ReplayAsync();
        }
        await RenameAsync(before, "MUG", Past);
        await ReplayAsync();
        Assert.Equal(["replayed"], await StatusesAsync(lane));
        Assert.Equal(9, await OnHandAsync(lane));

        Task ReplayAsync() => lane.WriteAsync(lane.Delivery() with { Replay = new() { Aggregate = Stock.StreamOf(Sku) } });
    }

    [Theory]
    [InlineData("replace(event, 'order.dispatched', 'order.of_the_future')")]
    [InlineData("'{}'")]
    public async Task What_this_version_cannot_read_stays_parked_and_holds_up_its_aggregate_alone(string unreadable)
    {
        var lane = await HeldAsync();
        await lane.PlayAsync(Shipped("s2", "1Z2", 4));
        await TextsAsync($"update parked_events set event = {unreadable} where tenant_id = $1 and status = 'parked' returning event", lane.Creator);
        await lane.WriteAsync(Marker(lane), lane.Delivery(Sold("MUG")));
        Assert.Equal([("parked", "event.unreadable"), ("waiting", "aggregate.held")], (await ListAsync(lane)).Select(p => (p.Status, p.Reason)));
        Assert.Equal(-1, await OnHandAsync(lane, "MUG"));
        await lane.WriteAsync(Marker(lane, (await ListAsync(lane))[0].Position));
        Assert.Equal(["discarded", "replayed"], await StatusesAsync(lane));
        Assert.Equal(["order.created", "order.shipped"], await TypesAsync(lane, Order));
    }

    [Fact]
    public async Task A_command_whose_decision_fails_is_refused_and_the_rest_of_its_batch_goes_on()
    {
        var lane = new LaneUnderTest(api.Database, api.Redis, $"creator-{Guid.CreateVersion7():n}");
        await lane.PlayAsync(new StockSet { Sku = Sku, Quantity = 10, OccurredAt = Start });
        var overflow = new StockChanged { Sku = Sku, Delta = long.MaxValue, OccurredAt = Start.AddMinutes(1) };
        await lane.WriteAsync(lane.Delivery(overflow) with { Platform = "manual" }, lane.Delivery(Sold(Sku)));
        Assert.Equal(["applied", "refused decision.failed", "applied"], await TextsAsync("select outcome || coalesce(' ' || reason, '') from deliveries where tenant_id = $1 order by id", lane.Creator));
        Assert.Equal(9, await OnHandAsync(lane));
    }

    [Fact]
    public async Task The_api_lists_them_page_by_page_and_leaves_its_wish_for_the_lane()
    {
        var lane = await HeldAsync();
        await lane.PlayAsync(Shipped("s2", "1Z2", 4));
        var list = await api.ReadAllAsync(lane.Creator, "/api/v1/parked?limit=1&status=open");
        Assert.Equal([("parked", "order.tracking_missing"), ("waiting", "aggregate.held")], list.Select(p => (p.GetProperty("status").GetString()!, p.GetProperty("reason").GetString()!)));
        Assert.Equal("order.dispatched", list[0].GetProperty("event").GetProperty("$type").GetString());
        var id = list[0].GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(lane.Creator, $"/api/v1/parked/{id}/replay", "read"));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync("someone-else", $"/api/v1/parked/{id}/replay", "owner"));
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(lane.Creator, $"/api/v1/parked/{id}/discard", "owner"));
        var asked = Assert.Single(await TextsAsync("select message::text from outbox where tenant_id = $1", lane.Creator));
        await lane.WriteAsync(System.Text.Json.JsonSerializer.Deserialize<Delivery>(asked)!);
        Assert.Equal(["discarded", "replayed"], await StatusesAsync(lane));
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync(lane.Creator, $"/api/v1/parked/{id}/replay", "owner"));
        Assert.Equal((400, "status.invalid"), await api.RefusalAsync(lane.Creator, "/api/v1/parked?status=x"));
    }

    /// <summary>An order of two units whose first shipment has no tracking number, and is parked for it.</summary>
    private async Task<LaneUnderTest> HeldAsync()
    {
        var lane = new LaneUnderTest(api.Database, api.Redis, $"creator-{Guid.CreateVersion7():n}");
        await lane.PlayAsync(
            new StockSet { Sku = Sku, Quantity = 10, OccurredAt = Start },
            new OrderPlaced { OrderId = "1", PlacedAt = Start.AddSeconds(1), OccurredAt = Start.AddSeconds(1), Lines = [new() { LineId = "1", Sku = Sku, Quantity = 2 }] },
            Shipped("s1", null, 3));
        return lane;
    }

    /// <summary>As a new version of the rules would: what was refused is good now.</summary>
    private Task FreeTheFirstAsync(LaneUnderTest lane) => TextsAsync(
        """update parked_events set event = (event::jsonb || '{"TrackingNumber":"1Z"}')::text where tenant_id = $1 and status = 'parked' returning event""", lane.Creator);

    /// <summary>What is stored of a SKU is of a newer version, or of this one again.</summary>
    private Task RenameAsync(LaneUnderTest lane, string sku, string type) =>
        TextsAsync($"update mt_events set type = {type} where tenant_id = $1 and stream_id = '{Stock.StreamOf(sku)}' returning type", lane.Creator);

    private static OrderDispatched Shipped(string shipment, string? tracking, int second) => new()
    {
        OrderId = "1", ShipmentId = shipment, TrackingNumber = tracking, OccurredAt = Start.AddSeconds(second),
    };

    private static StockChanged Sold(string sku) => new() { Sku = sku, Location = "", Delta = -1, OccurredAt = Start.AddSeconds(2) };

    private static Delivery Marker(LaneUnderTest lane, long? discard = null) => lane.Delivery() with { Replay = new() { Aggregate = Order, Discard = discard } };

    private Task<IReadOnlyList<ParkedEntry>> ListAsync(LaneUnderTest lane) =>
        new ParkedEvents(api.Database, TimeProvider.System).ListAsync(new() { Creator = lane.Creator, Limit = 5_000 }, CancellationToken.None);

    private async Task<IEnumerable<string>> StatusesAsync(LaneUnderTest lane) => (await ListAsync(lane)).Select(p => p.Status);

    private Task<List<string>> OutcomesAsync(LaneUnderTest lane) => TextsAsync("""
        select d.outcome from deliveries d join idempotency_keys k on k.tenant_id = d.tenant_id and k.key = d.idempotency_key and k.result = d.outcome where d.tenant_id = $1
        """, lane.Creator);

    private async Task<IEnumerable<string>> TypesAsync(LaneUnderTest lane, string stream) =>
        (await new EventReader(api.Database).ReadAsync(new(lane.Creator, stream), 0, 5_000, CancellationToken.None)).Select(e => e.Type);

    private async Task<long> OnHandAsync(LaneUnderTest lane, string sku = Sku)
    {
        var key = new StreamKey(lane.Creator, Stock.StreamOf(sku));
        var loaded = await new EventReader(api.Database).LoadAsync([key], StockState.Schema, CancellationToken.None);
        return CreatorFlow.Domain.Folding.Stock(loaded[key]).State.OnHand;
    }

    private async Task<HttpStatusCode> PostAsync(string creator, string target, string scopes)
    {
        using var client = new HttpClient();
        using var answer = await client.SendAsync(api.Request(HttpMethod.Post, target, creator, ("X-CreatorFlow-Scopes", scopes)));
        return answer.StatusCode;
    }

    private async Task<List<string>> TextsAsync(string sql, string creator)
    {
        await using var command = api.Database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = creator });
        var texts = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) texts.Add(reader.GetString(0));
        return texts;
    }
}
