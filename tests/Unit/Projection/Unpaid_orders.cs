using CreatorFlow.Contracts.Channels;
using static CreatorFlow.Tests.Unit.Projection.BooksScenario;

namespace CreatorFlow.Tests.Unit.Projection;

public class Unpaid_orders
{
    private const double Due = 10 + 1_800;
    private static readonly StockSet Count = new() { OccurredAt = At(0), Sku = "A", Quantity = 5 };
    private static readonly OrderPlaced Placed = new()
    {
        OccurredAt = At(10), OrderId = "1", PlacedAt = At(10), PaymentOpen = true, Lines = [new() { LineId = "l1", Sku = "A", Quantity = 2 }],
    };
    private static readonly PaymentOverdue Overdue = new() { OccurredAt = At(Due), OrderId = "1" };
    private static readonly OrderChanged Paid = new() { OccurredAt = At(2_000), OrderId = "1", Status = "paid" };
    private static readonly OrderDispatched Shipped = new() { OccurredAt = At(2_100), OrderId = "1", ShipmentId = "s1", TrackingNumber = "1Z" };
    private static readonly OrderCalledOff Cancelled = new() { OccurredAt = At(2_050), OrderId = "1" };

    private static void Expect(BooksScenario books, long onHand, long reserved, string status)
    {
        Assert.Equal((onHand, reserved, status), (books.Stock("A").OnHand, books.Stock("A").Reserved, books.Order("1").Status));
        Assert.All(books.Stock("A").Places.Values, p => Assert.True(p.Reserved >= 0));
    }

    [Fact]
    public void What_is_reserved_is_freed_once_when_the_time_is_over()
    {
        var books = new BooksScenario().When(Count, Placed);
        Assert.Equal(At(Due), books.Order("1").PaymentDueAt);
        books.When(Overdue, Overdue);
        Expect(books, 5, 0, "created");
        Assert.True(books.Order("1").Expired);
    }

    [Fact]
    public void Before_its_time_nothing_expires() => Expect(new BooksScenario().When(Count, Placed, Overdue with { OccurredAt = At(Due - 1) }), 5, 2, "created");

    [Fact]
    public void An_order_whose_payment_is_not_open_never_expires() => Expect(new BooksScenario().When(Count, Placed with { PaymentOpen = false }, Overdue), 5, 2, "created");

    [Fact]
    public void A_paid_order_keeps_its_reservation() => Expect(new BooksScenario().When(Count, Placed, Paid, Overdue), 5, 2, "paid");

    [Fact]
    public void A_shipped_order_has_nothing_left_to_expire() => Expect(new BooksScenario().When(Count, Placed, Shipped, Overdue), 3, 0, "shipped");

    [Fact]
    public void A_cancelled_order_is_freed_once() => Expect(new BooksScenario().When(Count, Placed, Cancelled, Overdue), 5, 0, "cancelled");

    [Fact]
    public void Cancelling_after_the_time_frees_nothing_twice() => Expect(new BooksScenario().When(Count, Placed, Overdue, Cancelled), 5, 0, "cancelled");

    [Fact]
    public void A_late_payment_reserves_again()
    {
        var books = new BooksScenario().When(Count, Placed, Overdue, Paid, Paid, Overdue);
        Expect(books, 5, 2, "paid");
        Assert.Equal((false, false, 2L), (books.Order("1").Expired, books.Order("1").Oversold, books.Order("1").Lines[0].Reserved));
    }

    [Fact]
    public void A_late_payment_finds_the_stock_sold_and_flags_the_order()
    {
        var other = Placed with { OrderId = "2", PaymentOpen = false, Lines = [new() { LineId = "l1", Sku = "A", Quantity = 4 }] };
        var books = new BooksScenario().When(Count, Placed, Overdue, other, Paid);
        Expect(books, 5, 5, "paid");
        Assert.True(books.Order("1").Oversold);
    }

    [Fact]
    public void A_shipment_after_the_time_takes_its_units() => Expect(new BooksScenario().When(Count, Placed, Overdue, Shipped, Paid), 3, 0, "shipped");

    [Fact]
    public void A_sale_that_the_first_report_had_counted_is_corrected_once()
    {
        var books = new BooksScenario().When(
            new ListingSeen { OccurredAt = At(0), ListingId = "808950810", Aliases = ["variant:1"], Sku = "A" },
            new StockReported { OccurredAt = At(20), ListingId = "808950810", Location = "655441491", Available = 6 },
            Placed, Overdue, Paid);
        Expect(books, 8, 2, "paid");
    }

    [Fact]
    public void A_bundle_gives_back_and_takes_all_its_components()
    {
        var books = new BooksScenario().When(Count, Count with { Sku = "B" },
            new BundleAssembled { OccurredAt = At(1), Sku = "SET", Components = [new("A", 1), new("B", 2)] },
            Placed with { Lines = [new() { LineId = "l1", Sku = "SET", Quantity = 2 }] }, Overdue);
        Assert.Equal((0, 0), (books.Stock("A").Reserved, books.Stock("B").Reserved));
        books.When(Paid);
        Assert.Equal((2, 4), (books.Stock("A").Reserved, books.Stock("B").Reserved));
    }
}
