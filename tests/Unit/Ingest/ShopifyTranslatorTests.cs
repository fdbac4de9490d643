using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Ingest.Shopify;

namespace CreatorFlow.Tests.Unit.Ingest;

public sealed class ShopifyTranslatorTests
{
    private static readonly DateTimeOffset NewYear = Given.Utc("2022-01-01T00:00:00Z");
    private static readonly DateTimeOffset Triggered = Given.Utc("2023-03-29T18:00:27.8770417Z");

    private static Delivery Translate(string topic, string body) => Given.Delivery(new ShopifySource(), body,
        ("X-Shopify-Topic", topic), ("X-Shopify-Webhook-Id", "w1"), ("X-Shopify-Triggered-At", "2023-03-29T18:00:27.877041743Z"));

    [Fact]
    public void A_stock_level_is_a_report_of_its_inventory_item_at_its_location()
    {
        var report = Given.Only<StockReported>(Translate("inventory_levels/update",
            """{"inventory_item_id":271878346596884015,"location_id":24826418,"available":6,"updated_at":"2025-04-02T11:30:19-05:00"}"""));
        Assert.Equal(new StockReported
        {
            OccurredAt = Given.Utc("2025-04-02T16:30:19Z"), ListingId = "271878346596884015", Location = "24826418", Available = 6,
        }, report);
    }

    [Fact]
    public void A_level_that_is_not_tracked_has_no_quantity() =>
        Assert.Null(Given.Only<StockReported>(Translate("inventory_levels/update", Given.Sample("shopify/inventory_levels_update.json"))).Available);

    [Fact]
    public void Without_a_time_in_the_payload_the_time_of_the_trigger_counts() =>
        Assert.Equal(Triggered, Given.Only<StockReported>(Translate("inventory_levels/update", """{"inventory_item_id":1,"location_id":2,"available":3}""")).OccurredAt);

    [Fact]
    public void Without_any_time_the_time_of_receipt_counts()
    {
        var delivery = Given.Delivery(new ShopifySource(), """{"inventory_item_id":1,"location_id":2}""", ("X-Shopify-Topic", "inventory_levels/update"));
        Assert.Equal(Given.ReceivedAt, Given.Only<StockReported>(delivery).OccurredAt);
    }

    [Fact]
    public void A_created_order_is_placed_whatever_else_its_resource_says()
    {
        var placed = Given.Only<OrderPlaced>(Translate("orders/create", Given.Sample("shopify/orders_create.json")));
        Assert.Equal("820982911946154508", placed.OrderId);
        Assert.Equal("#9999", placed.Name);
        Assert.Equal(NewYear, placed.PlacedAt);
        Assert.Equal(NewYear, placed.OccurredAt);
        Assert.Equal(3, placed.Lines.Count);
        Assert.Equal(new PlacedLine
        {
            LineId = "487817672276298554", Sku = "SKU2006-001", Title = "Aviator sunglasses", Quantity = 1, UnitPrice = new Money(8999, "USD"),
        }, placed.Lines[0]);
    }

    [Fact]
    public void An_order_paid_at_the_till_is_placed_and_paid()
    {
        var events = Given.Understood(Translate("orders/create", """{"id":1,"created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:09Z","financial_status":"paid","line_items":[]}"""));
        Assert.IsType<OrderPlaced>(events[0]);
        var changed = Assert.IsType<OrderChanged>(events[1]);
        Assert.Equal(("paid", Given.Utc("2026-01-01T00:00:00Z")), (changed.Status, changed.OccurredAt));
    }

    [Fact]
    public void Lines_know_their_variant_and_lines_without_quantity_are_none()
    {
        var placed = Given.Only<OrderPlaced>(Translate("orders/create", """
            {"id":1,"created_at":"2026-01-01T00:00:00Z","currency":"JPY","line_items":[
              {"id":11,"variant_id":808950810,"sku":"","quantity":2,"price":"1200"},
              {"id":12,"variant_id":808950811,"sku":"GONE","quantity":0,"price":"1.00"}]}
            """));
        var line = Assert.Single(placed.Lines);
        Assert.Equal(new PlacedLine { LineId = "11", Sku = null, ListingId = "variant:808950810", Quantity = 2, UnitPrice = new Money(1200, "JPY") }, line);
    }

    [Theory]
    [InlineData("paid", "paid")]
    [InlineData("partially_refunded", "paid")]
    [InlineData("pending", null)]
    [InlineData("voided", null)]
    public void An_updated_order_is_paid_when_its_money_is_there(string financialStatus, string? status)
    {
        var changed = Given.Only<OrderChanged>(Translate("orders/updated", $$"""{"id":1,"updated_at":"2026-01-01T00:00:00Z","financial_status":"{{financialStatus}}"}"""));
        Assert.Equal((status, financialStatus, false), (changed.Status, changed.PlatformStatus, changed.NeedsDetail));
    }

    [Fact]
    public void An_updated_order_that_was_cancelled_is_called_off_too()
    {
        var events = Given.Understood(Translate("orders/updated", Given.Sample("shopify/orders_updated.json")));
        Assert.IsType<OrderChanged>(events[0]);
        Assert.Equal(new OrderCalledOff { OccurredAt = NewYear, OrderId = "820982911946154508", Reason = "customer" }, events[1]);
    }

    [Fact]
    public void A_paid_order_is_paid() => Assert.Equal("paid", Given.Only<OrderChanged>(Translate("orders/paid", Given.Sample("shopify/orders_paid.json"))).Status);

    [Fact]
    public void A_cancelled_order_is_called_off_with_its_reason() =>
        Assert.Equal(new OrderCalledOff { OccurredAt = NewYear, OrderId = "820982911946154508", Reason = "customer" },
            Given.Only<OrderCalledOff>(Translate("orders/cancelled", Given.Sample("shopify/orders_cancelled.json"))));

    [Fact]
    public void A_fulfilled_order_without_fulfillments_only_changed() =>
        Given.Only<OrderChanged>(Translate("orders/fulfilled", Given.Sample("shopify/orders_fulfilled.json")));

    [Fact]
    public void A_fulfilled_order_dispatches_each_fulfillment_that_came_to_something()
    {
        var events = Given.Understood(Translate("orders/fulfilled", """
            {"id":1,"updated_at":"2026-01-02T00:00:00Z","fulfillments":[
              {"id":5,"status":"success","created_at":"2026-01-01T00:00:00Z","tracking_number":null,"tracking_numbers":["T5"],"line_items":[{"id":11,"quantity":2}]},
              {"id":6,"status":"cancelled","tracking_number":"T6"},{"id":7,"status":"error"},{"id":8,"status":"failure"}]}
            """));
        Assert.Equal(2, events.Count);
        var dispatched = Assert.IsType<OrderDispatched>(events[1]);
        Assert.Equal(("1", "5", "T5", Given.Utc("2026-01-01T00:00:00Z")), (dispatched.OrderId, dispatched.ShipmentId, dispatched.TrackingNumber, dispatched.OccurredAt));
        Assert.Equal(new DispatchedLine { LineId = "11", Quantity = 2 }, Assert.Single(dispatched.Lines!));
    }

    [Fact]
    public void A_fulfillment_is_a_shipment_of_its_lines()
    {
        var dispatched = Given.Only<OrderDispatched>(Translate("fulfillments/create", Given.Sample("shopify/fulfillments_create.json")));
        Assert.Equal(("820982911946154508", "123456", "1z827wk74630", "UPS"), (dispatched.OrderId, dispatched.ShipmentId, dispatched.TrackingNumber, dispatched.Carrier));
        Assert.Equal(["866550311766439020", "141249953214522974"], dispatched.Lines!.Select(line => line.LineId));
        Assert.All(dispatched.Lines!, line => Assert.Equal(("IPOD2008PINK", "variant:808950810", 1L), (line.Sku, line.ListingId, line.Quantity)));
    }

    [Fact]
    public void A_fulfillment_without_a_tracking_number_is_still_told() =>
        Assert.Null(Given.Only<OrderDispatched>(Translate("fulfillments/create", """{"id":1,"order_id":2,"status":"success"}""")).TrackingNumber);

    [Fact]
    public void Each_variant_of_a_product_is_a_listing()
    {
        var seen = Given.Understood(Translate("products/update", Given.Sample("shopify/products_update.json"))).Cast<ListingSeen>().ToList();
        Assert.Equal(["variant:642667041472713922", "variant:757650484644203962"], seen.Select(listing => listing.ListingId));
        Assert.Equal(["variant:642667041472713922"], seen[0].Aliases);
        Assert.Equal(("example-shirt-s", "788032119674292922", "Example T-Shirt", null, "active"),
            (seen[0].Sku, seen[0].ProductId, seen[0].Title, seen[0].Barcode, seen[0].Status));
    }

    [Fact]
    public void A_listing_goes_by_its_inventory_item_and_the_title_names_the_variant()
    {
        var seen = Given.Understood(Translate("products/update", """
            {"id":1,"title":"Shirt","updated_at":"2026-01-01T00:00:00Z","variants":[
              {"id":2,"title":"Small","inventory_item_id":3,"sku":"  ","barcode":"4006381333931"},
              {"id":4,"title":"Default Title","inventory_item_id":5,"sku":"S"}]}
            """)).Cast<ListingSeen>().ToList();
        Assert.Equal(("3", null, "Shirt - Small", "4006381333931"), (seen[0].ListingId, seen[0].Sku, seen[0].Title, seen[0].Barcode));
        Assert.Equal(("5", "S", "Shirt"), (seen[1].ListingId, seen[1].Sku, seen[1].Title));
    }

    [Theory]
    [InlineData("shopify/products_delete.json", "products/delete")]
    public void Other_topics_are_kept_without_events(string sample, string topic) => Assert.Empty(Given.Understood(Translate(topic, Given.Sample(sample))));

    [Theory]
    [InlineData("""{"location_id":2}""", "`inventory_item_id` is missing")]
    [InlineData("""{"inventory_item_id":1.5,"location_id":2}""", "`inventory_item_id` is not an id")]
    [InlineData("""{"inventory_item_id":1,"location_id":2,"available":"many"}""", "`available` is not a whole number")]
    [InlineData("""{"inventory_item_id":1,"location_id":2,"available":1e99}""", "`available` is not a whole number")]
    [InlineData("""{"inventory_item_id":1,"location_id":2,"available":1000000001}""", "`available` is beyond ±1000000000")]
    [InlineData("""{"inventory_item_id":1,"location_id":2,"updated_at":"yesterday"}""", "`updated_at` is not an ISO 8601 time")]
    public void What_cannot_be_read_is_named(string body, string reason) => Assert.Equal(reason, Translate("inventory_levels/update", body).Reason);

    [Fact]
    public void A_field_deep_inside_is_named_by_its_path() =>
        Assert.Equal("`line_items[1].quantity` is missing", Translate("orders/create", """{"id":1,"line_items":[{"id":1,"quantity":1},{"id":2}]}""").Reason);

    [Fact]
    public void The_newer_header_names_count_when_the_older_are_absent()
    {
        var delivery = Given.Delivery(new ShopifySource(), """{"inventory_item_id":1,"location_id":2}""",
            ("shopify-topic", "inventory_levels/update"), ("shopify-webhook-id", "w9"), ("shopify-triggered-at", "2023-03-29T18:00:27.877041743Z"));
        Assert.Equal("c1:w9", delivery.IdempotencyKey);
        Assert.Equal(Triggered, Given.Only<StockReported>(delivery).OccurredAt);
    }

    [Fact]
    public void Without_a_topic_nothing_can_be_read() => Assert.Equal("the topic is missing", Given.Delivery(new ShopifySource(), "{}").Reason);

    [Fact]
    public void A_disconnected_level_is_tracked_no_more()
    {
        var report = Given.Only<StockReported>(Translate("inventory_levels/disconnect", Given.Sample("shopify/inventory_levels_disconnect.json")));
        Assert.Equal(("271878346596884015", "24826418", null), (report.ListingId, report.Location, report.Available));
    }

    [Fact]
    public void An_item_names_the_sellers_sku()
    {
        var seen = Given.Only<ListingSeen>(Translate("inventory_items/update", Given.Sample("shopify/inventory_items_update.json")));
        Assert.Equal(("271878346596884015", "example-sku", null), (seen.ListingId, seen.Sku, seen.Title));
    }

    [Fact]
    public void An_event_is_never_read_as_a_resource()
    {
        var delivery = Given.Delivery(new ShopifySource(), """{"inventory_item_id":1,"location_id":2}""",
            ("X-Shopify-Topic", "inventory_levels/update"), ("shopify-topic", "InventoryLevel"), ("shopify-action", "update"),
            ("X-Shopify-Webhook-Id", "old"), ("shopify-webhook-id", "new"));
        Assert.Equal(("event:InventoryLevel/update", "c1:new"), (delivery.Topic, delivery.IdempotencyKey));
        Assert.Empty(Given.Understood(delivery));
    }
}
