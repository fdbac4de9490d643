using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Channels;
using static CreatorFlow.Tests.Unit.Projection.BooksScenario;

namespace CreatorFlow.Tests.Unit.Projection;

/// <summary>Cancelled units before shipment are free, after it a return; totals, so each counts once.</summary>
public class Reduced_orders
{
    private static readonly StockSet Count = new() { OccurredAt = At(0), Sku = "A", Quantity = 10 };
    private static readonly OrderPlaced Placed = new() { OccurredAt = At(10), OrderId = "1", PlacedAt = At(10), Lines = [new() { LineId = "l1", Sku = "A", Quantity = 3 }] };

    private static OrderLinesCancelled Cancelled(long units, double at = 20, long? refunded = null) => new()
    {
        OccurredAt = At(at), OrderId = "1", Lines = [new() { LineId = "l1", Cancelled = units }], Refunded = refunded is { } minor ? new Money(minor, "USD") : null,
    };

    private static OrderDispatched Shipped(long units, string id = "s1") =>
        new() { OccurredAt = At(30), OrderId = "1", ShipmentId = id, TrackingNumber = "1Z", Lines = [new() { LineId = "l1", Quantity = units }] };

    private static void Expect(BooksScenario books, long onHand, long reserved, long open, long returned)
    {
        var line = books.Order("1").Lines[0];
        Assert.Equal((onHand, reserved, open, returned), (books.Stock("A").OnHand, books.Stock("A").Reserved, line.Open, line.Returned));
    }

    [Fact]
    public void Before_shipment_the_cancelled_units_alone_are_freed_once() =>
        Expect(new BooksScenario().When(Count, Placed, Cancelled(1), Cancelled(1), Cancelled(2, 25), Cancelled(1, 26)), 10, 1, 1, 0);

    [Fact]
    public void After_shipment_it_is_a_return_and_moves_no_stock() => Expect(new BooksScenario().When(Count, Placed, Shipped(3), Cancelled(2, 40)), 7, 0, 0, 2);

    [Fact]
    public void The_rest_ships_and_the_order_is_shipped()
    {
        var books = new BooksScenario().When(Count, Placed, Cancelled(1), Shipped(2));
        Expect(books, 8, 0, 0, 0);
        Assert.Equal("shipped", books.Order("1").Status);
    }

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(0, 2, 1)]
    [InlineData(1, 0, 2)]
    [InlineData(1, 2, 0)]
    [InlineData(2, 0, 1)]
    [InlineData(2, 1, 0)]
    public void Whatever_comes_first_it_ends_alike(int first, int second, int third)
    {
        ChannelEvent[] events = [Placed, Cancelled(2), Shipped(3)];
        var books = new BooksScenario().When(Count, events[first], events[second], events[third]);
        Expect(books, 7, 0, 0, 2);
    }

    [Fact]
    public void Cancelling_the_rest_frees_the_rest() =>
        Expect(new BooksScenario().When(Count, Placed, Cancelled(1), new OrderCalledOff { OccurredAt = At(50), OrderId = "1" }, Cancelled(3, 51)), 10, 0, 0, 0);

    [Fact]
    public void A_refund_without_units_moves_nothing_and_only_grows()
    {
        var books = new BooksScenario().When(Count, Placed, Cancelled(0, 20, 500), Cancelled(0, 21, 400), Cancelled(0, 21, 500));
        Expect(books, 10, 3, 3, 0);
        Assert.Equal(500, books.Order("1").Refunded!.AmountMinor);
        books.When(Cancelled(0, 22, 700));
        Assert.Equal(700, books.Order("1").Refunded!.AmountMinor);
    }

    [Fact]
    public void A_bundle_frees_every_component()
    {
        var books = new BooksScenario().When(Count, Count with { Sku = "B" }, new BundleAssembled { OccurredAt = At(1), Sku = "SET", Components = [new("A", 1), new("B", 2)] },
            Placed with { Lines = [new() { LineId = "l1", Sku = "SET", Quantity = 3 }] }, Cancelled(2));
        Assert.Equal((1, 2), (books.Stock("A").Reserved, books.Stock("B").Reserved));
    }
}
