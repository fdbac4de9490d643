using System.Text.Json;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Ingest.Amazon;

namespace CreatorFlow.Tests.Unit.Ingest;

public sealed class AmazonTranslatorTests
{
    private const string OrderId = "903-8868176-2219830";
    private static readonly DateTimeOffset Changed = Given.Utc("2022-11-29T19:42:04.284Z");

    private static Delivery Translate(string body)
    {
        SnsVisit nobody = (address, _) => throw new InvalidOperationException($"visited {address}");
        using var certificates = new SnsCertificates(nobody, TimeProvider.System);
        return Given.Delivery(new AmazonSource(certificates, nobody), body);
    }

    private static string Order(string status) =>
        Given.Sample("amazon/ORDER_CHANGE.json").Replace("\"OrderStatus\": \"Unshipped\"", $"\"OrderStatus\": \"{status}\"", StringComparison.Ordinal);

    [Theory]
    [InlineData("Pending", "created")]
    [InlineData("Unshipped", "paid")]
    [InlineData("PartiallyShipped", "paid")]
    [InlineData("Shipped", null)]
    public void An_order_change_asks_for_the_order_itself(string status, string? ours) =>
        Assert.Equal(new OrderChanged { OccurredAt = Changed, OrderId = OrderId, Status = ours, PlatformStatus = status, NeedsDetail = true },
            Given.Only<OrderChanged>(Translate(Order(status))));

    [Fact]
    public void Only_a_cancelled_order_is_called_off()
    {
        var events = Given.Understood(Translate(Order("Canceled")));
        Assert.True(Assert.IsType<OrderChanged>(events[0]).NeedsDetail);
        Assert.Equal(new OrderCalledOff { OccurredAt = Changed, OrderId = OrderId, Reason = "Buyer Requested Cancel" }, events[1]);
    }

    [Fact]
    public void Without_the_time_of_the_change_the_events_time_counts() => Assert.Equal(Given.Utc("2020-01-11T00:09:53.109Z"),
        Given.Only<OrderChanged>(Translate(Order("Unshipped").Replace("\"2022-11-29T19:42:04.284Z\"", "null", StringComparison.Ordinal))).OccurredAt);

    [Fact]
    public void Amazons_stock_is_reported_for_each_marketplace() => Assert.Equal(
        [("SELLERSKU-1", "fba:ATVPDKIKX0DER", 50L), ("SELLERSKU-1", "fba:A2EUQ1WTGCTBG2", 40L)],
        Given.Understood(Translate(Given.Sample("amazon/FBA_INVENTORY_AVAILABILITY_CHANGES.json"))).Cast<StockReported>().Select(e => (e.ListingId, e.Location!, e.Available!.Value)));

    [Fact]
    public void The_sellers_stock_has_no_location() =>
        Assert.Equal(new StockReported { OccurredAt = Given.Utc("2021-02-03T18:59:30.194Z"), ListingId = "NLS-SHOES-03", Available = 99 },
            Given.Only<StockReported>(Translate(Given.Sample("amazon/LISTINGS_ITEM_MFN_QUANTITY_CHANGE.json"))));

    [Fact]
    public void A_listings_issues_show_it_with_what_was_done_to_it()
    {
        var seen = Given.Only<ListingSeen>(Translate(Given.Sample("amazon/LISTINGS_ITEM_ISSUES_CHANGE.json")));
        Assert.Equal(("NLS-SHOES-03", "NLS-SHOES-03", "BT6RZ7JM4H", "SEARCH_SUPPRESSED"), (seen.ListingId, seen.Sku, seen.ProductId, seen.Status));
    }

    [Fact]
    public void A_shipment_of_amazons_has_the_order_read_again()
    {
        var changed = Given.Only<OrderChanged>(Translate(Given.Sample("amazon/FBA_OUTBOUND_SHIPMENT_STATUS.json")));
        Assert.Equal(("113-2646096-4474645", true), (changed.OrderId, changed.NeedsDetail));
    }

    [Theory]
    [InlineData("ITEM_INVENTORY_EVENT_CHANGE")]
    [InlineData("FEED_PROCESSING_FINISHED")]
    public void Other_notifications_are_kept_without_events(string type)
    {
        var delivery = Translate(Given.Sample($"amazon/{type}.json"));
        Assert.Equal(type, delivery.Topic);
        Assert.Empty(Given.Understood(delivery));
    }

    [Fact]
    public void The_same_notification_says_the_same_in_every_wrapping()
    {
        var bare = Given.Sample("amazon/ORDER_CHANGE.json");
        var bridged = $$"""{"id":"e1","detail-type":"ORDER_CHANGE","time":"2026-11-21T11:59:59Z","detail":{{bare}}}""";
        var published = JsonSerializer.Serialize(new Dictionary<string, string> { ["Type"] = "Notification", ["MessageId"] = "m1", ["TopicArn"] = "t", ["Message"] = bare });
        var expected = Translate(bare);
        Assert.Equal("c1:ORDER_CHANGE:d0e9e693-c3ad-4373-979f-ed4ec98dd746", expected.IdempotencyKey);
        Assert.All(new[] { bridged, published, JsonSerializer.Serialize(bare), JsonSerializer.Serialize(published) }, wrapped =>
        {
            var delivery = Translate(wrapped);
            Assert.Equal(expected.IdempotencyKey, delivery.IdempotencyKey);
            Assert.Equal(JsonSerializer.Serialize(expected.Events), JsonSerializer.Serialize(delivery.Events));
        });
    }

    [Fact]
    public void Keys_are_read_in_either_case() => Assert.Equal(99, Given.Only<StockReported>(Translate(
        """{"notificationType":"LISTINGS_ITEM_MFN_QUANTITY_CHANGE","eventTime":"2021-02-03T18:59:30Z","payload":{"sku":"A","quantity":99}}""")).Available);

    [Theory]
    [InlineData("\"\\\"\\\\u0000\\\"\"")]
    [InlineData("\"{\\\"NotificationType\\\":\\\"X\\\",\\\"a\\\":\\\"\\\\ud800\\\"}\"")]
    [InlineData("\"hello\"")]
    public void What_a_second_encoding_hides_is_refused_too(string body) => Assert.Equal("webhook.unreadable", Translate(body).Quarantined);
}
