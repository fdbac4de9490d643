using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Ingest.TikTok;

namespace CreatorFlow.Tests.Unit.Ingest;

public sealed class TikTokTranslatorTests
{
    private const string OrderId = "576486316948490001";
    private static readonly DateTimeOffset Updated = DateTimeOffset.FromUnixTimeSeconds(1644412885);

    private static Delivery Translate(string body) => Given.Delivery(new TikTokSource(), body);

    private static Delivery Order(string status) => Translate(
        $$$"""{"type":1,"tts_notification_id":"7","timestamp":1644412999,"data":{"order_id":"{{{OrderId}}}","order_status":"{{{status}}}","update_time":1644412885}}""");

    [Theory]
    [InlineData("UNPAID", "created")]
    [InlineData("ON_HOLD", "paid")]
    [InlineData("AWAITING_SHIPMENT", "paid")]
    [InlineData("AWAITING_COLLECTION", "paid")]
    [InlineData("PARTIALLY_SHIPPING", null)]
    [InlineData("IN_TRANSIT", null)]
    public void An_order_status_asks_for_the_order_itself(string status, string? ours) =>
        Assert.Equal(new OrderChanged { OccurredAt = Updated, OrderId = OrderId, Status = ours, PlatformStatus = status, NeedsDetail = true },
            Given.Only<OrderChanged>(Order(status)));

    [Theory]
    [InlineData("DELIVERED")]
    [InlineData("COMPLETED")]
    public void A_delivered_order_changed_and_arrived(string status)
    {
        var events = Given.Understood(Order(status));
        Assert.IsType<OrderChanged>(events[0]);
        Assert.Equal(new OrderArrived { OccurredAt = Updated, OrderId = OrderId }, events[1]);
    }

    [Theory]
    [InlineData("CANCEL")]
    [InlineData("CANCELLED")]
    public void A_cancelled_order_changed_and_was_called_off(string status)
    {
        var events = Given.Understood(Order(status));
        Assert.IsType<OrderChanged>(events[0]);
        Assert.Equal(new OrderCalledOff { OccurredAt = Updated, OrderId = OrderId }, events[1]);
    }

    [Theory]
    [InlineData("CANCELLATION_REQUEST_SUCCESS", true)]
    [InlineData("CANCELLATION_REQUEST_COMPLETE", true)]
    [InlineData("CANCELLATION_REQUEST_PENDING", false)]
    [InlineData("CANCELLATION_REQUEST_CANCELLED", false)]
    public void Only_a_cancellation_that_went_through_calls_an_order_off(string status, bool calledOff)
    {
        var delivery = Translate(Given.Sample("tiktok/11-cancellation-status-change.json").Replace("CANCELLATION_REQUEST_PENDING", status, StringComparison.Ordinal));
        Assert.Equal(calledOff ? typeof(OrderCalledOff) : typeof(OrderChanged), Assert.Single(Given.Understood(delivery)).GetType());
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1627587600), delivery.Events[0].OccurredAt);
    }

    [Fact]
    public void A_return_has_the_order_read_again() =>
        Assert.Equal(new OrderChanged { OccurredAt = Updated, OrderId = OrderId, NeedsDetail = true },
            Given.Only<OrderChanged>(Translate(Given.Sample("tiktok/12-return-status-change.json"))));

    [Fact]
    public void A_new_address_changes_the_order() =>
        Assert.Equal(new OrderChanged { OccurredAt = Updated, OrderId = OrderId, NeedsDetail = true },
            Given.Only<OrderChanged>(Translate(Given.Sample("tiktok/03-recipient-address-update.json"))));

    [Fact]
    public void A_package_changes_each_of_its_orders() => Assert.Equal(["152523", "532123"],
        Given.Understood(Translate(Given.Sample("tiktok/04-package-update.json"))).Cast<OrderChanged>().Select(changed => changed.OrderId));

    [Theory]
    [InlineData("05-product-status-change", "576486316948490000", "PRODUCT_FIRST_PASS_REVIEW")]
    [InlineData("15-product-information-change", "123456789", null)]
    [InlineData("16-product-creation", "576486316948490000", null)]
    [InlineData("37-product-audit-status-change", "789078671231", "PRE_APPROVED")]
    public void A_product_is_seen_whether_its_id_is_a_number_or_text(string sample, string productId, string? status)
    {
        var seen = Given.Only<ListingSeen>(Translate(Given.Sample($"tiktok/{sample}.json")));
        Assert.Equal(($"product:{productId}", productId, status), (seen.ListingId, seen.ProductId, seen.Status));
    }

    [Fact]
    public void A_stock_warning_reports_what_is_available() =>
        Assert.Equal(new StockReported { OccurredAt = DateTimeOffset.FromUnixTimeSeconds(1627587600), ListingId = "73235770873441823254", Available = 50 },
            Given.Only<StockReported>(Translate(Given.Sample("tiktok/27-inventory-status-change.json"))));

    [Fact]
    public void Fulfilled_by_tiktok_reports_each_warehouse() =>
        Assert.Equal(new StockReported
        {
            OccurredAt = DateTimeOffset.FromUnixTimeSeconds(1644412845), ListingId = "123513234", Location = "73823232239293999999", Available = 2,
        }, Given.Only<StockReported>(Translate(Given.Sample("tiktok/24-fbt-inventory-update.json"))));

    [Theory]
    [InlineData("06-seller-deauthorization")]
    [InlineData("14-new-message")]
    [InlineData("18-product-category-change")]
    public void Other_types_are_kept_without_events(string sample) => Assert.Empty(Given.Understood(Translate(Given.Sample($"tiktok/{sample}.json"))));

    [Theory]
    [InlineData("""{"tts_notification_id":"1"}""", "the topic is missing")]
    [InlineData("""{"type":1}""", "`data` is missing")]
    [InlineData("""{"type":1,"data":{"order_status":"UNPAID","update_time":1644412885}}""", "`data.order_id` is missing")]
    [InlineData("""{"type":1,"data":{"order_id":"1","order_status":"UNPAID","update_time":"soon"}}""", "`data.update_time` is not a whole number")]
    [InlineData("""{"type":1,"data":{"order_id":"1","order_status":"UNPAID","update_time":9223372036854775807}}""", "`data.update_time` is not a time in seconds since 1970")]
    [InlineData("""{"type":4,"data":{"package_list":[{"order_id_list":[{}]}]}}""", "`data.package_list[0].order_id_list[0]` is not an id")]
    public void What_cannot_be_read_is_named(string body, string reason) => Assert.Equal(reason, Translate(body).Reason);

    [Fact]
    public void The_key_is_the_notification_within_its_type() => Assert.Equal("c1:1:7", Order("UNPAID").IdempotencyKey);

    [Fact]
    public void Without_a_notification_id_the_key_is_derived_from_order_type_minute_and_checksum()
    {
        var delivery = Translate(Given.Sample("tiktok/03-recipient-address-update.json"));
        Assert.Equal($"c1:{OrderId}:3:202202091321:{delivery.Checksum}", delivery.IdempotencyKey);
    }
}
