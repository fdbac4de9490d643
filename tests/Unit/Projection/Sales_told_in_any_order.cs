using CreatorFlow.Contracts.Channels;
using static CreatorFlow.Tests.Unit.Projection.BooksScenario;

namespace CreatorFlow.Tests.Unit.Projection;

/// <summary>The smallest stories that once counted a sale twice or lost it.</summary>
public class Sales_told_in_any_order
{
    [Fact]
    public void A_count_made_after_the_report_stands_when_the_order_arrives_last()
    {
        var books = Opened().When(Shows(9, at: 10.5)).WhenManual(new StockSet { OccurredAt = At(30), Sku = "A", Quantity = 20 }).When(Order(at: 10));
        Assert.Equal((20L, 1L), (books.Stock("A").OnHand, books.Stock("A").Reserved));
    }

    [Fact]
    public void A_cancellation_heard_of_between_two_late_reports_counts_nothing()
    {
        var books = Opened().When(Order(at: 10), Shows(9, at: 20), new OrderCalledOff { OccurredAt = At(12), OrderId = "1" }, Shows(10, at: 12.5), Shows(9, at: 10.5));
        Assert.Equal((9L, 0L), (books.Stock("A").OnHand, books.Stock("A").Reserved)); // the report of second 20 lost one again
    }

    [Fact]
    public void A_shipment_that_is_known_before_its_report_moves_to_the_location_that_sold()
    {
        var books = Opened("loc-1", "loc-2").When(Order(at: 10), new OrderDispatched { OccurredAt = At(12), OrderId = "1", ShipmentId = "s", TrackingNumber = "1Z" }, Shows(9, at: 10.5, "loc-2"));
        Assert.Equal((19L, 0L), (books.Stock("A").OnHand, books.Stock("A").Reserved));
        Assert.Equal((10L, 9L), (books.Stock("A").Place("loc-1").OnHand, books.Stock("A").Place("loc-2").OnHand));
        books.When(Shows(10, at: 40, "loc-1"), Shows(9, at: 40, "loc-2"));
        Assert.Equal(19L, books.Stock("A").OnHand);
    }

    [Fact]
    public void An_order_that_expired_and_is_paid_leaves_no_difference()
    {
        var books = Opened().When(Order(at: 10) with { PaymentOpen = true }, new PaymentOverdue { OccurredAt = At(5_000), OrderId = "1" }, new OrderChanged { OccurredAt = At(5_010), OrderId = "1", Status = "paid" }, Shows(9, at: 5_020));
        Assert.Equal((10L, 1L), (books.Stock("A").OnHand, books.Stock("A").Reserved));
    }

    [Fact]
    public void A_sale_cancelled_before_it_is_heard_of_explains_what_its_channel_showed()
    {
        // What we told the channel in between hides its number of the sale: only the two events say that nothing changed.
        var books = Opened().When(new OrderCalledOff { OccurredAt = At(14), OrderId = "1" }, Shows(10, at: 14));
        books.When(Order(at: 10), Shows(9, at: 10.5));
        Assert.Equal((10L, 0L), (books.Stock("A").OnHand, books.Stock("A").Reserved));
        Assert.Empty(books.Stock("A").Reservations);
        Assert.All(books.Stock("A").Place("default").Entries.Skip(1), e => Assert.Equal(0, e.Quantity));
    }

    [Fact]
    public void Two_alike_sales_are_each_found_at_the_location_that_lost_it()
    {
        var books = Opened("loc-1", "loc-2", "loc-3").When(Order(at: 10), Order(at: 12, "2"), Shows(9, at: 12, "loc-2"), Shows(9, at: 10, "loc-3"));
        Assert.Equal((30L, 2L), (books.Stock("A").OnHand, books.Stock("A").Reserved));
        Assert.Equal((0L, 1L, 1L), (books.Stock("A").Place("loc-1").Reserved, books.Stock("A").Place("loc-2").Reserved, books.Stock("A").Place("loc-3").Reserved));
    }

    [Fact]
    public void A_cancelled_sale_moves_with_its_cancellation()
    {
        var books = Opened("loc-1", "loc-2").When(Order(at: 10), new OrderCalledOff { OccurredAt = At(14), OrderId = "1" }, Shows(10, at: 12, "loc-1"));
        books.When(Shows(9, at: 10.5, "loc-2"), Shows(10, at: 14.5, "loc-2"));
        Assert.Equal((20L, 0L), (books.Stock("A").OnHand, books.Stock("A").Reserved));
    }

    [Fact]
    public void An_order_reserved_where_its_sale_was_shown_holds_its_units_once()
    {
        var refunded = new OrderLinesCancelled { OccurredAt = At(14), OrderId = "1", Lines = [new() { LineId = "1", Cancelled = 1 }] };
        var order = Order(at: 10) with { Lines = [new() { LineId = "1", ListingId = "a", Quantity = 2 }] };
        var books = Opened("loc-1", "loc-2").When(refunded, Shows(9, at: 14, "loc-1"), order, Shows(8, at: 10, "loc-1"));
        Assert.Equal((20L, 1L), (books.Stock("A").OnHand, books.Stock("A").Reserved));
    }

    [Fact]
    public void A_channel_goes_on_holding_what_was_freed_for_want_of_payment()
    {
        var books = Opened().When(Order(at: 10) with { PaymentOpen = true }, Shows(9, at: 10.5), new PaymentOverdue { OccurredAt = At(5_000), OrderId = "1" }, Shows(9, at: 5_010));
        Assert.Equal((10L, 0L), (books.Stock("A").OnHand, books.Stock("A").Reserved));
        books.When(new OrderCalledOff { OccurredAt = At(5_020), OrderId = "1" }, Shows(10, at: 5_020));
        Assert.Equal((10L, 0L), (books.Stock("A").OnHand, books.Stock("A").Reserved));
    }

    private static BooksScenario Opened(params string?[] locations)
    {
        var books = new BooksScenario().When(new ListingSeen { OccurredAt = At(0), ListingId = "a", Sku = "A" });
        foreach (var location in locations is [] ? [null] : locations) books.When(Shows(10, at: 1, location));
        return books;
    }

    private static StockReported Shows(long available, double at, string? location = null) => new() { OccurredAt = At(at), ListingId = "a", Location = location, Available = available };

    private static OrderPlaced Order(double at, string id = "1") => new()
    {
        OccurredAt = At(at), OrderId = id, PlacedAt = At(at), Lines = [new() { LineId = "1", ListingId = "a", Quantity = 1 }],
    };
}
