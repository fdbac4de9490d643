using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Ingest.Standard;

namespace CreatorFlow.Tests.Unit.Ingest;

public sealed class StandardTranslatorTests
{
    private static readonly DateTimeOffset At = Given.Utc("2026-11-21T10:00:00Z");

    private static Delivery Translate(string type, string data) => Given.Delivery(new StandardSource(),
        $$"""{"type":"{{type}}","timestamp":"2026-11-21T10:00:00Z","data":{{data}}}""", ("webhook-id", "msg_1"));

    [Fact]
    public void A_count_sets_on_hand() => Assert.Equal(
        new StockSet { OccurredAt = At, Sku = "MUG", Quantity = 12, Location = "berlin", Reason = "count" },
        Given.Only<StockSet>(Translate("inventory.stock_updated", """{"sku":"MUG","set":12,"location":"berlin","reason":"count"}""")));

    [Fact]
    public void A_difference_changes_on_hand() => Assert.Equal(
        new StockChanged { OccurredAt = At, Sku = "MUG", Delta = -2 }, Given.Only<StockChanged>(Translate("inventory.stock_updated", """{"sku":"MUG","delta":-2}""")));

    [Fact]
    public void An_order_is_placed_with_lines_numbered_from_one()
    {
        var placed = Given.Only<OrderPlaced>(Translate("order.created", """
            {"orderId":"A-1","placedAt":"2026-11-21T09:59:00Z","name":"#1","lines":[
              {"sku":"MUG","quantity":2,"unitPrice":{"amountMinor":1250,"currency":"EUR"}},{"sku":"CUP","quantity":1},{"lineId":"x","sku":"CUP","quantity":1}]}
            """));
        Assert.Equal(("A-1", "#1", Given.Utc("2026-11-21T09:59:00Z"), At), (placed.OrderId, placed.Name, placed.PlacedAt, placed.OccurredAt));
        Assert.Equal(["1", "2", "x"], placed.Lines.Select(line => line.LineId));
        Assert.Equal(new PlacedLine { LineId = "1", Sku = "MUG", Quantity = 2, UnitPrice = new Money(1250, "EUR") }, placed.Lines[0]);
    }

    [Theory]
    [InlineData("paid", "paid")]
    [InlineData("created", "created")]
    [InlineData("packing", null)]
    public void An_updated_order_takes_only_the_states_it_may(string status, string? ours)
    {
        var changed = Given.Only<OrderChanged>(Translate("order.updated", $$"""{"orderId":"A-1","status":"{{status}}"}"""));
        Assert.Equal((ours, status, false), (changed.Status, changed.PlatformStatus, changed.NeedsDetail));
    }

    [Fact]
    public void A_shipment_goes_by_its_tracking_number()
    {
        var dispatched = Given.Only<OrderDispatched>(Translate("order.shipped", """{"orderId":"A-1","trackingNumber":"1Z9","carrier":"UPS","lines":[{"sku":"MUG","quantity":1}]}"""));
        Assert.Equal(("1Z9", "1Z9", "UPS"), (dispatched.ShipmentId, dispatched.TrackingNumber, dispatched.Carrier));
        Assert.Equal(new DispatchedLine { Sku = "MUG", Quantity = 1 }, Assert.Single(dispatched.Lines!));
    }

    [Theory]
    [InlineData("""{"orderId":"A-1"}""")]
    [InlineData("""{"orderId":"A-1","trackingNumber":""}""")]
    public void A_shipment_without_a_tracking_number_goes_by_the_event(string data)
    {
        var dispatched = Given.Only<OrderDispatched>(Translate("order.shipped", data));
        Assert.Equal(("msg_1", null, null), (dispatched.ShipmentId, dispatched.TrackingNumber, dispatched.Lines));
    }

    [Fact]
    public void An_order_arrives() => Assert.Equal(new OrderArrived { OccurredAt = At, OrderId = "A-1" }, Given.Only<OrderArrived>(Translate("order.delivered", """{"orderId":"A-1"}""")));

    [Fact]
    public void An_order_is_called_off() => Assert.Equal(new OrderCalledOff { OccurredAt = At, OrderId = "7", Reason = "late" },
        Given.Only<OrderCalledOff>(Translate("order.cancelled", """{"orderId":7,"reason":"late"}""")));

    [Fact]
    public void A_listing_is_assigned_to_a_sku() => Assert.Equal(
        new ListingAssigned { OccurredAt = At, Platform = "shopify", ConnectionId = "c2", ListingId = "271878346596884015", Sku = "MUG" },
        Given.Only<ListingAssigned>(Translate("listing.linked", """{"platform":"shopify","connectionId":"c2","listingId":271878346596884015,"sku":"MUG"}""")));

    [Theory]
    [InlineData("inventory.stock_updated", """{"sku":"MUG"}""", "`data.set` and `delta`: exactly one of them must be there")]
    [InlineData("inventory.stock_updated", """{"sku":"MUG","set":1,"delta":1}""", "`data.set` and `delta`: exactly one of them must be there")]
    [InlineData("inventory.stock_updated", """{"sku":"MUG","delta":0}""", "`data.delta` is zero")]
    [InlineData("inventory.stock_updated", """{"sku":"MUG","set":1.5}""", "`data.set` is not a whole number")]
    [InlineData("inventory.stock_updated", """{"sku":"MUG","set":"1"}""", "`data.set` is not a whole number")]
    [InlineData("inventory.stock_updated", """{"sku":"MUG","set":1000000001}""", "`data.set` is beyond ±1000000000")]
    [InlineData("inventory.stock_updated", """{"sku":"","set":1}""", "`data.sku` is missing")]
    [InlineData("inventory.stock_updated", """{"sku":" ","set":1}""", "`data.sku` is not an id")]
    [InlineData("inventory.stock_updated", """{"sku":"A\tB","set":1}""", "`data.sku` is not an id")]
    [InlineData("inventory.stock_updated", """{"sku":["A"],"set":1}""", "`data.sku` is not an id")]
    [InlineData("inventory.stock_updated", "[]", "`data` is not an object")]
    [InlineData("order.created", """{"orderId":"A","lines":[]}""", "`data.lines` is empty")]
    [InlineData("order.created", """{"orderId":"A","lines":[{"sku":"M","quantity":0}]}""", "`data.lines[0].quantity` is less than 1")]
    [InlineData("order.created", """{"orderId":"A","lines":[{"sku":"M","quantity":1,"lineId":"1"},{"sku":"M","quantity":1,"lineId":"1"}]}""", "`data.lines` names a `lineId` twice")]
    [InlineData("order.created", """{"orderId":"A","lines":[{"sku":"M","quantity":1,"unitPrice":{"amountMinor":1,"currency":"euro"}}]}""", "`data.lines[0].unitPrice.currency` is not an ISO 4217 code")]
    [InlineData("order.shipped", """{"orderId":"A","lines":[{"quantity":1}]}""", "`data.lines[0].sku` is missing")]
    [InlineData("listing.linked", """{"platform":"ebay","connectionId":"c","listingId":"l","sku":"s"}""", "`data.platform` is not a platform")]
    public void What_cannot_be_read_is_named(string type, string data, string reason)
    {
        var delivery = Translate(type, data);
        Assert.Equal(("webhook.unreadable", reason), (delivery.Quarantined, delivery.Reason));
    }

    [Fact]
    public void A_sku_may_have_two_hundred_characters_and_no_more()
    {
        Given.Only<StockSet>(Translate("inventory.stock_updated", $$"""{"sku":"{{new string('x', 200)}}","set":1}"""));
        Assert.NotNull(Translate("inventory.stock_updated", $$"""{"sku":"{{new string('x', 201)}}","set":1}""").Quarantined);
    }

    [Fact]
    public void A_happening_without_a_time_is_unreadable() => Assert.Equal("`timestamp` is missing",
        Given.Delivery(new StandardSource(), """{"type":"order.delivered","data":{"orderId":"1"}}""", ("webhook-id", "msg_1")).Reason);

    [Fact]
    public void Other_types_are_kept_without_events() => Assert.Empty(Given.Understood(Translate("contact.created", """{"id":"1"}""")));

    [Fact]
    public void The_key_is_the_webhook_id_of_its_connection() => Assert.Equal("c1:msg_1", Translate("order.delivered", """{"orderId":"1"}""").IdempotencyKey);

    [Fact]
    public void An_endless_webhook_id_becomes_a_short_key()
    {
        var delivery = Given.Delivery(new StandardSource(), "{}", ("webhook-id", new string('m', 5_000)));
        Assert.StartsWith("c1:sha256:", delivery.IdempotencyKey, StringComparison.Ordinal);
        Assert.True(delivery.IdempotencyKey.Length < 100);
    }
}
