using CreatorFlow.Testing.Platform;
using System.Globalization;
using System.Text.Json;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Domain;
using CreatorFlow.Domain.Inventory;
using CreatorFlow.EventStore;
using CreatorFlow.EventStore.Reading;
using CreatorFlow.Tests.Integration.Projection;

namespace CreatorFlow.Tests.Integration.Dashboard;

public sealed class The_past(SharedFixture<DashboardUnderTest> shared) : IClassFixture<SharedFixture<DashboardUnderTest>>
{
    private readonly DashboardUnderTest api = shared.Value;

    private const string Sku = "TEE/red";
    private static readonly string Item = $"/api/v1/inventory/{Uri.EscapeDataString(Sku)}";
    private static readonly DateTimeOffset Start = LaneUnderTest.Start;

    [Fact]
    public async Task At_each_events_time_the_item_is_the_fold_up_to_it()
    {
        var lane = NewLane();
        await lane.PlayAsync([.. History(450)]);
        var stream = new StreamKey(lane.Creator, Stock.StreamOf(Sku));
        var events = await new EventReader(api.Database).ReadAsync(stream, 0, 10_000, CancellationToken.None);
        Assert.InRange(events.Count, 300, 1_000);
        foreach (var last in events.Where(e => e.Version % 7 == 0 || e.Version is 199 or 200 or 201 || e.Version == events.Count))
        {
            var history = new StreamHistory(stream, last.Version, snapshot: null);
            history.Events.AddRange(events.Take((int)last.Version));
            var expected = StockItemView.Of(Sku, Folding.Stock(history).State, last.Version, last.Timestamp);
            var found = await api.ReadAsync(lane.Creator, $"{Item}?asOf={Time(last.Timestamp)}");
            AssertSame(expected, found);
        }
    }

    [Fact]
    public async Task The_item_of_now_is_the_item_of_its_last_event()
    {
        var lane = NewLane();
        await lane.PlayAsync([.. History(30)]);
        var now = await api.ReadAsync(lane.Creator, Item);
        var past = await api.ReadAsync(lane.Creator, $"{Item}?asOf={now.GetProperty("updatedAt").GetString()}");
        Assert.True(JsonElement.DeepEquals(now, past), $"{now} {past}");
    }

    [Fact]
    public async Task An_order_is_read_as_it_was()
    {
        var lane = NewLane();
        await lane.PlayAsync(Count(10, 0), Placed("1", 3, 1), Shipped("1", 2), new OrderArrived { OrderId = "1", OccurredAt = Start.AddSeconds(3) });
        const string order = "/api/v1/orders/shopify-1";
        var steps = await api.ReadAllAsync(lane.Creator, $"{order}/explain");
        Assert.Equal(["delivered", "shipped", "created"], steps.Select(s => s.GetProperty("rule").GetString()));
        Assert.Equal(JsonValueKind.Null, steps[^1].GetProperty("before").ValueKind);
        foreach (var step in steps)
        {
            var then = await api.ReadAsync(lane.Creator, $"{order}?asOf={step.GetProperty("recordedAt").GetString()}");
            Assert.Equal(step.GetProperty("after").GetProperty("status").GetString(), then.GetProperty("status").GetString());
            Assert.Equal(step.GetProperty("version").GetInt64(), then.GetProperty("version").GetInt64());
        }
        Assert.Equal((404, "as_of.before_first_event"), await api.RefusalAsync(lane.Creator, $"{order}?asOf=2020-01-01T00:00:00Z"));
    }

    [Fact]
    public async Task Every_number_is_explained_step_by_step_from_nothing_to_now()
    {
        var lane = NewLane();
        await lane.PlayAsync([.. History(300)]);
        var steps = await api.ReadAllAsync(lane.Creator, $"{Item}/explain?limit=37");
        var now = await api.ReadAsync(lane.Creator, Item);
        Assert.Equal(Enumerable.Range(1, steps.Count).Reverse(), steps.Select(s => s.GetProperty("version").GetInt32()));
        Assert.Equal(now.GetProperty("version").GetInt32(), steps.Count);
        Assert.Equal(now.GetProperty("available").GetInt64(), steps[0].GetProperty("after").GetProperty("available").GetInt64());
        Assert.Equal(0, steps[^1].GetProperty("before").GetProperty("onHand").GetInt64());
        foreach (var (later, earlier) in steps.Zip(steps.Skip(1)))
            Assert.Equal(earlier.GetProperty("after").GetRawText(), later.GetProperty("before").GetRawText());
        Assert.All(steps, s => Assert.EndsWith(".", s.GetProperty("explanation").GetString(), StringComparison.Ordinal));
        Assert.All(steps, s => Assert.Equal("0af7651916cd43dd8448eb211c80319c", s.GetProperty("traceId").GetString()));
        Assert.All(steps, s => Assert.Equal(("shopify", "shop"), (s.GetProperty("source").GetString(), s.GetProperty("connectionId").GetString())));
        Assert.Equal(50, (await api.ReadAsync(lane.Creator, $"{Item}/explain")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task An_explanation_of_a_time_begins_with_what_stood_then()
    {
        var lane = NewLane();
        await lane.PlayAsync(Count(10, 0), Change(-3, 2), Count(20, 4));
        var steps = await api.ReadAllAsync(lane.Creator, $"{Item}/explain?asOf={Time(Start.AddSeconds(2))}&limit=1");
        Assert.Equal([2, 1], steps.Select(s => s.GetProperty("version").GetInt32()));
        var location = Assert.Single(steps[0].GetProperty("locations").EnumerateArray());
        Assert.Equal((10, 7), (location.GetProperty("before").GetProperty("onHand").GetInt32(), location.GetProperty("after").GetProperty("onHand").GetInt32()));
    }

    [Theory]
    [InlineData("yesterday", 400, "as_of.invalid")]
    [InlineData("2026-11-21", 400, "as_of.invalid")]
    [InlineData("2026-11-21T10:00:00", 400, "as_of.invalid")]
    [InlineData("2026-13-21T10:00:00Z", 400, "as_of.invalid")]
    [InlineData("0001-01-01T00:00:00%2B05:00", 400, "as_of.invalid")]
    [InlineData("Z", 400, "as_of.invalid")]
    [InlineData("2999-01-01T00:00:00Z", 400, "as_of.in_future")]
    [InlineData("2020-01-01T00:00:00Z", 404, "as_of.before_first_event")]
    [InlineData("0001-01-01T00:00:00Z", 404, "as_of.before_first_event")]
    [InlineData("2020-01-01T02:00%2B02:00", 404, "as_of.before_first_event")]
    public async Task A_time_without_an_answer_is_refused(string asOf, int status, string code)
    {
        var lane = NewLane();
        await lane.PlayAsync(Count(10, 0));
        Assert.Equal((status, code), await api.RefusalAsync(lane.Creator, $"{Item}?asOf={asOf}"));
        Assert.Equal((status, code), await api.RefusalAsync(lane.Creator, $"{Item}/explain?asOf={asOf}"));
        Assert.Equal((404, "item.not_found"), await api.RefusalAsync(lane.Creator, "/api/v1/inventory/NONE?asOf=2026-01-05T08:00:00Z"));
        Assert.Equal((404, "item.not_found"), await api.RefusalAsync("someone-else", $"{Item}/explain"));
    }

    [Fact]
    public async Task Events_in_the_archive_are_said_to_be_there()
    {
        var lane = NewLane();
        await lane.PlayAsync([.. History(600)]);
        await using var command = api.Database.CreateCommand("delete from mt_events where tenant_id = $1 and stream_id = $2 and version < 200");
        command.Parameters.Add(new() { Value = lane.Creator });
        command.Parameters.Add(new() { Value = Stock.StreamOf(Sku) });
        await command.ExecuteNonQueryAsync();
        Assert.Equal((410, "history.archived"), await api.RefusalAsync(lane.Creator, $"{Item}?asOf={Time(Start.AddSeconds(50))}"));
        var now = await api.ReadAsync(lane.Creator, Item);
        Assert.True(JsonElement.DeepEquals(now, await api.ReadAsync(lane.Creator, $"{Item}?asOf={now.GetProperty("updatedAt").GetString()}")));
    }

    /// <summary>How long it takes with ten thousand events the benchmark <c>explain</c> says.</summary>
    [Fact]
    public async Task A_sku_with_a_long_history_is_read_at_any_time()
    {
        const int deliveries = 40;
        var lane = NewLane();
        foreach (var chunk in History(deliveries * 60).Chunk(60)) await lane.WriteAsync(lane.Delivery(chunk));
        var versions = new List<long>();
        for (var second = 1; second < deliveries; second += 3)
            versions.Add((await api.ReadAsync(lane.Creator, $"{Item}?asOf={Time(Start.AddSeconds(second))}")).GetProperty("version").GetInt64());
        Assert.Equal(versions.Distinct().Order(), versions);
        Assert.InRange(versions[^1], 1_000, deliveries * 120);
        Assert.Equal((await api.ReadAsync(lane.Creator, $"{Item}?asOf={Time(Start.AddDays(1))}")).GetProperty("version").GetInt64(), (await api.ReadAsync(lane.Creator, Item)).GetProperty("version").GetInt64());
    }

    private LaneUnderTest NewLane() => new(api.Database, api.Redis, $"creator-{Guid.CreateVersion7():n}");

    /// <summary>Counts, changes, orders, shipments and cancellations, mixed by a fixed seed.</summary>
    private static IEnumerable<ChannelEvent> History(int events)
    {
        var random = new Random(20260105);
        for (var i = 0; i < events; i++)
            yield return (i == 0 ? 0 : random.Next(6)) switch
            {
                0 => Count(200 + random.Next(50), i),
                1 => Change(random.Next(-3, 6), i),
                2 or 3 => Placed($"{i}", 1 + random.Next(3), i),
                4 => Shipped($"{random.Next(i)}", i),
                _ => new OrderCalledOff { OrderId = $"{random.Next(i)}", OccurredAt = Start.AddSeconds(i) },
            };
    }

    private static StockSet Count(long quantity, int second) => new() { Sku = Sku, Location = "main", Quantity = quantity, OccurredAt = Start.AddSeconds(second) };

    private static StockChanged Change(long delta, int second) => new() { Sku = Sku, Location = second % 2 == 0 ? "main" : "back", Delta = delta, OccurredAt = Start.AddSeconds(second) };

    private static OrderPlaced Placed(string order, long quantity, int second) => new()
    {
        OrderId = order, PlacedAt = Start.AddSeconds(second), OccurredAt = Start.AddSeconds(second), Lines = [new() { LineId = "1", Sku = Sku, Quantity = quantity }],
    };

    private static OrderDispatched Shipped(string order, int second) => new() { OrderId = order, ShipmentId = "s1", TrackingNumber = "1Z", OccurredAt = Start.AddSeconds(second) };

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static void AssertSame(object expected, JsonElement found)
    {
        using var wanted = JsonDocument.Parse(JsonSerializer.Serialize(expected, JsonSerializerOptions.Web));
        foreach (var name in new[] { "sku", "onHand", "reserved", "available", "version", "locations", "channels" })
            Assert.True(JsonElement.DeepEquals(wanted.RootElement.GetProperty(name), found.GetProperty(name)), $"{name}: {wanted.RootElement} {found}");
    }
}
