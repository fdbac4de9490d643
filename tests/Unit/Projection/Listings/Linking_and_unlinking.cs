using CreatorFlow.Contracts.Channels;
using CreatorFlow.Domain;
using static CreatorFlow.Tests.Unit.Projection.BooksScenario;

namespace CreatorFlow.Tests.Unit.Projection.Listings;

/// <summary>A listing goes to a SKU and back, and nothing is lost or counted twice.</summary>
public class Linking_and_unlinking
{
    private const string Own = "shopify:808950810";
    private readonly BooksScenario books = new();

    internal static StockReported Report(long available, double at) => new() { ListingId = "808950810", Location = "loc", Available = available, OccurredAt = At(at) };

    internal static OrderPlaced Order(string id, long quantity, double at) => new()
    {
        OrderId = id, PlacedAt = At(at), OccurredAt = At(at), Lines = [new() { LineId = "1", ListingId = "808950810", Quantity = quantity }],
    };

    internal static OrderCalledOff Cancel(string id, double at) => new() { OrderId = id, OccurredAt = At(at) };

    internal static OrderDispatched Ship(string id, double at) => new() { OrderId = id, ShipmentId = $"s-{id}", TrackingNumber = "T1", OccurredAt = At(at) };

    internal static ListingAssigned Link(string sku, double at) => new() { Platform = "shopify", ConnectionId = "shop", ListingId = "808950810", Sku = sku, OccurredAt = At(at) };

    internal static ListingReleased Unlink(double at) => new() { Platform = "shopify", ConnectionId = "shop", ListingId = "808950810", OccurredAt = At(at) };

    private static ListingSeen Seen(string? sku, double at) => new() { ListingId = "808950810", Aliases = ["variant:1"], Sku = sku, Title = "Tee", Barcode = "4006381333931", OccurredAt = At(at) };

    [Fact]
    public void The_last_report_and_open_orders_come_along()
    {
        books.When(Report(10, 0), Order("1", 2, 5)).WhenManual(Link("TEE", 10));
        Then("TEE", onHand: 10, reserved: 2);
        Then(Own, onHand: 0, reserved: 0);
        Assert.Equal("TEE", books.Stock(Own).MovedTo);
        books.When(Report(8, 20));
        Then("TEE", onHand: 10, reserved: 2);
        books.When(Ship("1", 30));
        Then("TEE", onHand: 8, reserved: 0);
    }

    [Fact]
    public void An_order_from_before_the_link_is_cancelled_where_its_reservation_is()
    {
        books.When(Report(10, 0), Order("1", 2, 5)).WhenManual(Link("TEE", 10)).When(Cancel("1", 20));
        Then("TEE", onHand: 10, reserved: 0);
        Then(Own, onHand: 0, reserved: 0);
    }

    [Fact]
    public void An_unlinked_listing_stands_alone_with_what_its_channel_shows()
    {
        books.When(Report(10, 0)).WhenManual(Link("TEE", 10)).When(Order("1", 2, 15)).WhenManual(Unlink(20));
        Then("TEE", onHand: 10, reserved: 2);
        Then(Own, onHand: 8, reserved: 0);
        Assert.True(books.Stock(Own).Unlinked);
        Assert.Null(books.Stock("TEE").MovedTo);
        books.When(Report(7, 30), Ship("1", 40));
        Then(Own, onHand: 7, reserved: 0);
        Then("TEE", onHand: 8, reserved: 0);
    }

    [Fact]
    public void A_counted_sku_keeps_its_count_when_a_listing_comes()
    {
        books.When(Report(10, 0)).WhenManual(new StockSet { Sku = "TEE", Quantity = 50, OccurredAt = At(60) }, Link("TEE", 100));
        Then("TEE", onHand: 50, reserved: 0);
    }

    [Fact]
    public void A_product_event_does_not_link_again_what_a_person_unlinked()
    {
        books.When(Seen("TEE", 0), Report(10, 1)).WhenManual(Unlink(10)).When(Seen("TEE", 20));
        Assert.True(books.Stock(Own).Unlinked);
        books.WhenManual(Link("TEE", 30)).When(Seen("OTHER", 40));
        Assert.Single(books.Stock("TEE").Channels);
    }

    [Fact]
    public void A_listing_under_another_of_its_ids_is_moved_as_well()
    {
        books.When(Seen(null, 0), Report(10, 1)).WhenManual(new ListingAssigned { Platform = "shopify", ConnectionId = "shop", ListingId = "variant:1", Sku = "TEE", OccurredAt = At(5) });
        Then("TEE", onHand: 10, reserved: 0);
        Assert.Equal("TEE", books.Stock(Own).MovedTo);
    }

    [Fact]
    public void A_person_is_refused_what_cannot_be()
    {
        Assert.Equal("listing.unknown", Refusal(Link("TEE", 0)));
        Assert.Equal("listing.unknown", Refusal(Unlink(0)));
        books.When(Report(10, 0), Report(5, 0) with { ListingId = "2" });
        Assert.Equal("sku.is_a_listing", Refusal(Link("shopify:2", 1)));
    }

    private string Refusal(ChannelEvent wanted) => Assert.Throws<RefusedException>(() => books.WhenManual(wanted)).Code;

    private void Then(string sku, long onHand, long reserved) => Assert.Equal((onHand, reserved), (books.Stock(sku).OnHand, books.Stock(sku).Reserved));
}
