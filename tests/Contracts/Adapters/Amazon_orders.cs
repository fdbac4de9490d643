using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CreatorFlow.Adapters.Amazon;
using CreatorFlow.Adapters.Orders;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Tests.Contracts.Sources;

namespace CreatorFlow.Tests.Contracts.Adapters;

public sealed class Amazon_orders
{
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, NewLine = "\n" };

    [Fact]
    public void The_sample_is_placed_paid_and_dispatched() =>
        GoldenFile.AssertSame("AmazonOrderDetail.txt", JsonSerializer.Serialize(Events(), Written) + "\n");

    [Fact]
    public void A_pending_order_is_placed_with_its_payment_open() =>
        Assert.True(Assert.IsType<OrderPlaced>(Assert.Single(Events(o => Status(o, "PENDING")))).PaymentOpen);

    [Fact]
    public void An_unshipped_order_is_paid()
    {
        var events = Events(o => Status(o, "UNSHIPPED"));
        Assert.False(Assert.IsType<OrderPlaced>(events[0]).PaymentOpen);
        Assert.Equal("paid", Assert.IsType<OrderChanged>(events[1]).Status);
        Assert.Equal(2, events.Count);
    }

    [Fact]
    public void A_cancelled_order_is_called_off_and_reserves_nothing()
    {
        var events = Events(o =>
        {
            Status(o, "CANCELLED");
            o["orderItems"]![0]!["quantityOrdered"] = 0;
            o["orderItems"]![0]!["cancellation"] = new JsonObject { ["cancellationExecution"] = new JsonObject { ["cancelReason"] = "Changed mind" } };
        });
        Assert.Empty(Assert.IsType<OrderPlaced>(events[0]).Lines);
        Assert.Equal("Changed mind", Assert.IsType<OrderCalledOff>(events[1]).Reason);
    }

    [Fact]
    public void What_Amazon_ships_takes_nothing_of_the_sellers()
    {
        var events = Events(o => o["fulfillment"]!["fulfilledBy"] = "AMAZON");
        Assert.Empty(Assert.IsType<OrderPlaced>(events[0]).Lines);
        Assert.Empty(events.OfType<OrderDispatched>().Single().Lines!);
    }

    [Fact]
    public void A_delivered_order_has_arrived() =>
        Assert.IsType<OrderArrived>(Events(o => o["packages"]![0]!["packageStatus"]!["status"] = "DELIVERED")[^1]);

    [Fact]
    public void Shipped_without_packages_what_is_fulfilled_left_under_the_orders_id()
    {
        var dispatched = Events(o => o["packages"] = new JsonArray()).OfType<OrderDispatched>().Single();
        Assert.Equal(("202-1234567-8901234", 3L), (dispatched.ShipmentId, Assert.Single(dispatched.Lines!).Quantity));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"orderId":"1","createdTime":"soon","fulfillment":{"fulfillmentStatus":"PENDING"},"orderItems":[]}""")]
    [InlineData("""{"orderId":"1","createdTime":"2026-11-21T12:00:00Z","fulfillment":{"fulfillmentStatus":"PENDING"},"orderItems":[]}""")]
    [InlineData("""{"orderId":"1","createdTime":"2026-11-21T12:00:00Z","fulfillment":{"fulfillmentStatus":"PENDING"},"orderItems":[null]}""")]
    [InlineData("""{"orderId":"1","createdTime":"2026-11-21T12:00:00Z","fulfillment":{"fulfillmentStatus":"PENDING"},"orderItems":[{"orderItemId":"1","quantityOrdered":1,"product":{}}],"packages":[null]}""")]
    public void What_is_no_order_is_told_from_one(string json) =>
        Assert.Throws<JsonException>(() => AmazonOrder.Read(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public async Task A_simulated_order_is_read_through_every_state()
    {
        await using var amazon = await AmazonHost.StartAsync();
        var order = await PlacedAsync(amazon);
        for (var state = 0; state < 3; state++)
        {
            var found = Assert.IsType<OrderAnswer.Found>(await amazon.Orders.ReadAsync(amazon.Connection, order.Id, CancellationToken.None));
            var placed = Assert.IsType<OrderPlaced>(amazon.Orders.Translate(found.Json).Events[0]);
            Assert.Equal(order.ByAmazon ? [] : order.Lines.Where(l => l.Quantity > 0).Select(l => (l.Id, (string?)l.Sku, l.Quantity)), placed.Lines.Select(l => (l.LineId, l.Sku, l.Quantity)));
            amazon.State(s => { CreatorFlow.Simulator.Amazon.AmazonProgress.Next(order, amazon.Creator.World, amazon.Clock.GetUtcNow()); return 0; });
        }
    }

    [Fact]
    public async Task An_order_that_Amazon_does_not_know_is_not_found()
    {
        await using var amazon = await AmazonHost.StartAsync();
        Assert.IsType<OrderAnswer.NotFound>(await amazon.Orders.ReadAsync(amazon.Connection, "111-1111111-1111111", CancellationToken.None));
    }

    [Fact]
    public async Task A_wrong_token_is_refused_and_a_throttled_read_gives_way()
    {
        await using var amazon = await AmazonHost.StartAsync();
        var other = amazon.Connection with { Secrets = new() { Current = "x", AccessToken = "another" } };
        Assert.Equal(new OrderAnswer.Refused("amazon.unauthorized"), await amazon.Orders.ReadAsync(other, "1", CancellationToken.None));
        amazon.UseUp("getOrder");
        Assert.Equal(new OrderAnswer.Unavailable("amazon.http_429", TimeSpan.FromSeconds(2)) { NotAsked = true }, await amazon.Orders.ReadAsync(amazon.Connection, "1", CancellationToken.None));
    }

    private static Task<CreatorFlow.Simulator.Amazon.AmazonOrder> PlacedAsync(AmazonHost amazon)
    {
        var now = amazon.Clock.GetUtcNow();
        for (var step = 0; amazon.State(s => s.Orders.Count) == 0; step++) amazon.Creator.Step(now.AddSeconds(step));
        return Task.FromResult(amazon.State(s => s.Orders[0]));
    }

    private static void Status(JsonObject order, string status) => order["fulfillment"]!["fulfillmentStatus"] = status;

    private static IReadOnlyList<ChannelEvent> Events(Action<JsonObject>? change = null)
    {
        var sample = JsonNode.Parse(File.ReadAllText(Repository.File("tests", "Contracts", "payloads", "amazon-api", "getOrder_2026-01-01.response.json")))!["order"]!.AsObject();
        change?.Invoke(sample);
        return AmazonOrderTranslator.Translate(AmazonOrder.Read(Encoding.UTF8.GetBytes(sample.ToJsonString())));
    }
}
