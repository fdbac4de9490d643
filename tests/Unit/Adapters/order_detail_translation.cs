using System.Text.Json;
using CreatorFlow.Adapters.TikTok;
using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Channels;

namespace CreatorFlow.Tests.Unit.Adapters;

public sealed class Order_detail_translation
{
    [Fact]
    public void The_official_sample_is_an_unpaid_order_of_one_unit()
    {
        var placed = Assert.IsType<OrderPlaced>(Assert.Single(OrderDetailTranslator.Translate(Sample.Order())));

        Assert.Equal(Sample.OrderId, placed.OrderId);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1619611561), placed.PlacedAt);
        Assert.Equal(placed.PlacedAt, placed.OccurredAt);
        Assert.Equal(new PlacedLine
        {
            LineId = "2729382476852921560",
            Sku = "red_iphone_256",
            ListingId = "2729382476852921560",
            Title = "Women's Winter Crochet Clothes (Iphone)",
            Quantity = 1,
            UnitPrice = new Money(1, "IDR"),
        }, Assert.Single(placed.Lines));
    }

    [Theory]
    [InlineData("UNPAID", "OrderPlaced")]
    [InlineData("ON_HOLD", "OrderPlaced OrderChanged")]
    [InlineData("AWAITING_SHIPMENT", "OrderPlaced OrderChanged")]
    [InlineData("AWAITING_COLLECTION", "OrderPlaced OrderChanged")]
    [InlineData("IN_TRANSIT", "OrderPlaced OrderChanged OrderDispatched")]
    [InlineData("DELIVERED", "OrderPlaced OrderChanged OrderDispatched OrderArrived")]
    [InlineData("COMPLETED", "OrderPlaced OrderChanged OrderDispatched OrderArrived")]
    [InlineData("CANCELLED", "OrderPlaced OrderCalledOff")]
    [InlineData("A_STATUS_OF_TOMORROW", "OrderPlaced OrderChanged")]
    public void A_status_says_all_that_happened_before_it(string status, string expected)
    {
        var events = OrderDetailTranslator.Translate(Sample.Order(o => o["status"] = status));

        Assert.Equal(expected, string.Join(' ', events.Select(e => e.GetType().Name)));
    }

    [Fact]
    public void Units_of_one_sku_are_one_line()
    {
        var lines = Placed(o => o.Units(_ => { }, _ => { }, u => u["sku_id"] = "7")).Lines;

        Assert.Equal([("2729382476852921560", 2L), ("7", 1L)], lines.Select(l => (l.LineId, l.Quantity)));
    }

    [Fact]
    public void Units_of_one_sku_at_two_prices_are_two_lines()
    {
        var lines = Placed(o => o.Units(u => u["sale_price"] = "5000", u => u["sale_price"] = "4500", u => u["sale_price"] = "5000")).Lines;

        Assert.Equal(
            [("2729382476852921560@5000", 2L, 500_000L), ("2729382476852921560@4500", 1L, 450_000L)],
            lines.Select(l => (l.LineId, l.Quantity, l.UnitPrice!.AmountMinor)));
    }

    [Fact]
    public void A_unit_cancelled_before_the_order_was_read_is_not_reserved()
    {
        var placed = Placed(o => o.Units(_ => { }, u => u["display_status"] = "CANCELLED"));

        Assert.Equal(1, Assert.Single(placed.Lines).Quantity);
    }

    [Fact]
    public void A_cancelled_order_still_says_what_was_ordered()
    {
        var events = OrderDetailTranslator.Translate(Sample.Order(o =>
        {
            o["status"] = "CANCELLED";
            o.Units(u => u["display_status"] = "CANCELLED");
        }));

        Assert.Single(Assert.IsType<OrderPlaced>(events[0]).Lines);
        var calledOff = Assert.IsType<OrderCalledOff>(events[1]);
        Assert.Equal("Pricing error", calledOff.Reason);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1678389618), calledOff.OccurredAt);
    }

    [Fact]
    public void Each_package_is_a_shipment_of_its_own()
    {
        var shipments = Dispatched(o =>
        {
            o["status"] = "IN_TRANSIT";
            o.Units(u => u["package_id"] = "p1", u => { u["package_id"] = "p2"; u["tracking_number"] = "T2"; }, u => u["package_id"] = "p1");
        });

        Assert.Equal([("p1", "JX12345", 2L), ("p2", "T2", 1L)],
            shipments.Select(s => (s.ShipmentId, s.TrackingNumber, s.Lines!.Sum(l => l.Quantity))));
        Assert.All(shipments, s => Assert.Equal("TT Virtual express", s.Carrier));
    }

    [Fact]
    public void Of_a_partly_shipping_order_only_what_left_is_dispatched()
    {
        var shipment = Assert.Single(Dispatched(o =>
        {
            o["status"] = "PARTIALLY_SHIPPING";
            o.Units(u => u["display_status"] = "IN_TRANSIT", u => u["display_status"] = "AWAITING_COLLECTION");
        }));

        Assert.Equal(1, Assert.Single(shipment.Lines!).Quantity);
    }

    [Fact]
    public void A_shipment_without_a_tracking_number_says_so()
    {
        var shipment = Assert.Single(Dispatched(o =>
        {
            o["status"] = "IN_TRANSIT";
            o["tracking_number"] = "";
            o.Units(u => u["tracking_number"] = "");
        }));

        Assert.Null(shipment.TrackingNumber);
    }

    [Fact]
    public void An_order_that_TikTok_ships_from_its_own_stock_reserves_nothing() =>
        Assert.Empty(Placed(o => o["fulfillment_type"] = "FULFILLMENT_BY_TIKTOK").Lines);

    [Fact]
    public void Ids_sent_as_numbers_keep_every_digit()
    {
        var line = Assert.Single(Placed(o => o.Units(u => u["sku_id"] = 9007199254740993L)).Lines);

        Assert.Equal("9007199254740993", line.ListingId);
    }

    [Theory]
    [InlineData("""{"id":"1","status":"UNPAID","create_time":1}""")]
    [InlineData("""{"id":"1","status":"UNPAID","create_time":1,"line_items":[]}""")]
    [InlineData("""{"id":"1","status":"UNPAID","create_time":0,"line_items":[{"id":"1","sku_id":"1"}]}""")]
    [InlineData("""{"id":"1","status":null,"create_time":1,"line_items":[{"id":"1","sku_id":"1"}]}""")]
    [InlineData("null")]
    public void What_is_no_order_is_told_as_such(string json) =>
        Assert.Throws<JsonException>(() => OrderDetail.Read(System.Text.Encoding.UTF8.GetBytes(json)));

    private static OrderPlaced Placed(Action<System.Text.Json.Nodes.JsonObject> change) =>
        OrderDetailTranslator.Translate(Sample.Order(change)).OfType<OrderPlaced>().Single();

    private static List<OrderDispatched> Dispatched(Action<System.Text.Json.Nodes.JsonObject> change) =>
        [.. OrderDetailTranslator.Translate(Sample.Order(change)).OfType<OrderDispatched>()];
}
