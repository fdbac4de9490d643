using CreatorFlow.Domain;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Projection;
using static CreatorFlow.Tests.Unit.Projection.BooksScenario;

namespace CreatorFlow.Tests.Unit.Projection;

public class Orders_and_stock
{
    private static StockSet Count(string sku, long quantity) => new() { OccurredAt = At(0), Sku = sku, Quantity = quantity };

    private static OrderPlaced Placed(string id = "1", long quantity = 2, string sku = "A") => new()
    {
        OccurredAt = At(10), OrderId = id, PlacedAt = At(10), Lines = [new() { LineId = "l1", Sku = sku, Quantity = quantity }],
    };

    private static OrderChanged Paid(string id = "1") => new() { OccurredAt = At(11), OrderId = id, Status = "paid" };

    private static OrderDispatched Shipped(string id = "1", string shipment = "s1", long? quantity = null) => new()
    {
        OccurredAt = At(20), OrderId = id, ShipmentId = shipment, TrackingNumber = "1Z", Lines = quantity is { } q ? [new() { LineId = "l1", Sku = "A", Quantity = q }] : null,
    };

    private static OrderArrived Arrived(string id = "1") => new() { OccurredAt = At(30), OrderId = id };

    private static OrderCalledOff Cancelled(string id = "1") => new() { OccurredAt = At(15), OrderId = id };

    private static void Expect(BooksScenario books, long onHand, long reserved, string status, string id = "1")
    {
        Assert.Equal((onHand, reserved), (books.Stock("A").OnHand, books.Stock("A").Reserved));
        Assert.Equal(status, books.Order(id).Status);
    }

    [Fact]
    public void An_order_reserves() => Expect(new BooksScenario().When(Count("A", 5), Placed()), 5, 2, "created");

    [Fact]
    public void The_same_order_reserves_once() => Expect(new BooksScenario().When(Count("A", 5), Placed(), Placed()), 5, 2, "created");

    [Fact]
    public void A_shipment_deducts() => Expect(new BooksScenario().When(Count("A", 5), Placed(), Paid(), Shipped()), 3, 0, "shipped");

    [Fact]
    public void The_same_shipment_deducts_once() => Expect(new BooksScenario().When(Count("A", 5), Placed(), Shipped(), Shipped()), 3, 0, "shipped");

    [Fact]
    public void A_partial_shipment_ships_its_units_only() =>
        Expect(new BooksScenario().When(Count("A", 5), Placed(), Shipped(quantity: 1)), 4, 1, "partially_shipped");

    [Fact]
    public void A_cancelled_order_releases() => Expect(new BooksScenario().When(Count("A", 5), Placed(), Cancelled()), 5, 0, "cancelled");

    [Fact]
    public void A_cancellation_before_its_order_reserves_nothing() => Expect(new BooksScenario().When(Count("A", 5), Cancelled(), Placed()), 5, 0, "cancelled");

    [Fact]
    public void A_shipment_before_its_order_is_taken_from_on_hand() => Expect(new BooksScenario().When(Count("A", 5), Shipped(quantity: 2), Placed()), 3, 0, "shipped");

    [Fact]
    public void A_delivery_before_everything_never_goes_back() =>
        Expect(new BooksScenario().When(Count("A", 5), Arrived(), Paid(), Shipped(), Placed()), 3, 0, "delivered");

    [Fact]
    public void A_shipment_without_a_tracking_number_is_refused()
    {
        var books = new BooksScenario().When(Count("A", 5), Placed());
        var refused = Assert.Throws<RefusedException>(() => books.When(Shipped() with { TrackingNumber = null }));
        Assert.Equal("order.tracking_missing", refused.Code);
        Expect(books, 5, 2, "created");
    }

    [Fact]
    public void A_short_order_is_flagged_and_keeps_what_there_was()
    {
        var books = new BooksScenario().When(Count("A", 1), Placed());
        Expect(books, 1, 1, "created");
        Assert.True(books.Order("1").Oversold);
    }

    [Fact]
    public void Two_orders_never_share_the_last_unit()
    {
        var books = new BooksScenario().When(Count("A", 1), Placed("1", 1), Placed("2", 1));
        Expect(books, 1, 1, "created");
        Assert.False(books.Order("1").Oversold);
        Assert.True(books.Order("2").Oversold);
    }

    [Fact]
    public void Every_order_of_arrival_ends_in_the_same_state()
    {
        ChannelEvent[] events = [Placed(), Paid(), Shipped(quantity: 2), Arrived()];
        foreach (var order in Permutations(events))
            Expect(new BooksScenario().When([Count("A", 5), .. order, .. order]), 3, 0, "delivered");
    }

    [Fact]
    public void A_product_event_moves_a_listing_with_its_stock_to_the_sellers_sku()
    {
        var books = new BooksScenario().When(
            new StockReported { OccurredAt = At(0), ListingId = "808950810", Location = "655441491", Available = 6 },
            new ListingSeen { OccurredAt = At(1), ListingId = "808950810", Aliases = ["variant:1"], Sku = "A", Title = "T-Shirt" });
        Assert.Equal(6, books.Stock("A").OnHand);
        Assert.Equal((0, "A"), (books.Stock("shopify:808950810").OnHand, books.Stock("shopify:808950810").MovedTo));
        books.When(new StockReported { OccurredAt = At(2), ListingId = "808950810", Location = "655441491", Available = 4 });
        Assert.Equal(4, books.Stock("A").OnHand);
    }

    [Fact]
    public void An_order_line_finds_its_sku_through_the_listing()
    {
        var books = new BooksScenario().When(
            new ListingSeen { OccurredAt = At(0), ListingId = "808950810", Aliases = ["variant:1"], Sku = "A" },
            new StockReported { OccurredAt = At(1), ListingId = "808950810", Location = "655441491", Available = 6 },
            Placed() with { Lines = [new() { LineId = "l1", ListingId = "variant:1", Quantity = 1 }] });
        Expect(books, 6, 1, "created");
    }

    private static IEnumerable<ChannelEvent[]> Permutations(ChannelEvent[] items) => items.Length <= 1
        ? [items]
        : items.SelectMany((head, i) => Permutations([.. items[..i], .. items[(i + 1)..]]).Select(tail => (ChannelEvent[])[head, .. tail]));
}
