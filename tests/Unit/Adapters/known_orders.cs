using CreatorFlow.Adapters.OrderPolling;
using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.ReadModels;

namespace CreatorFlow.Tests.Unit.Adapters;

public sealed class Known_orders
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly OrderPlaced Placed = new() { OccurredAt = At, OrderId = "1", PlacedAt = At, Lines = [] };
    private static readonly OrderChanged Paid = new() { OccurredAt = At, OrderId = "1", Status = "paid" };

    [Fact]
    public void An_order_that_nobody_heard_of_is_news() => Assert.False(KnownOrder.IsTold(null, [Placed]));

    [Fact]
    public void An_order_known_by_a_later_event_alone_is_news() => Assert.False(KnownOrder.IsTold(Order("paid") with { Incomplete = true }, [Placed, Paid]));

    [Theory]
    [InlineData("created", false)]
    [InlineData("paid", true)]
    [InlineData("shipped", true)]
    [InlineData("cancelled", true)]
    public void That_it_is_paid_is_news_to_an_order_that_waits(string status, bool told) => Assert.Equal(told, KnownOrder.IsTold(Order(status), [Placed, Paid]));

    [Theory]
    [InlineData("a", true)]
    [InlineData("b", false)]
    public void A_shipment_is_known_by_its_id(string shipment, bool told) =>
        Assert.Equal(told, KnownOrder.IsTold(Order("shipped"), [Placed, new OrderDispatched { OccurredAt = At, OrderId = "1", ShipmentId = shipment }]));

    [Theory]
    [InlineData(1, 0, true)]
    [InlineData(2, 0, true)]
    [InlineData(3, 0, false)]
    [InlineData(9, 0, false)]
    [InlineData(2, 500, true)]
    [InlineData(2, 501, false)]
    public void Cancelled_units_and_refunds_are_totals(long units, long refunded, bool told) => Assert.Equal(told, KnownOrder.IsTold(Order("paid"), [Cancelled(units, refunded)]));

    [Fact]
    public void A_cancelled_order_has_no_units_left_to_cancel() => Assert.True(KnownOrder.IsTold(Order("cancelled"), [Cancelled(3, 0), new OrderCalledOff { OccurredAt = At, OrderId = "1" }]));

    [Theory]
    [InlineData("shipped", false)]
    [InlineData("delivered", true)]
    public void That_it_arrived_is_known_once_it_is_delivered(string status, bool told) => Assert.Equal(told, KnownOrder.IsTold(Order(status), [new OrderArrived { OccurredAt = At, OrderId = "1" }]));

    private static OrderLinesCancelled Cancelled(long units, long refunded) =>
        new() { OccurredAt = At, OrderId = "1", Lines = [new() { LineId = "l", Cancelled = units }], Refunded = refunded == 0 ? null : new Money(refunded, "USD") };

    /// <summary>One line of three units, one of them cancelled and one returned; one shipment.</summary>
    private static OrderSummary Order(string status) => new()
    {
        Id = "shopify-1", Platform = "shopify", PlatformOrderId = "1", ConnectionId = "shop", Status = status, UpdatedAt = At, Version = 1, Refunded = new Money(500, "USD"),
        Lines = [new() { LineId = "l", Sku = "A", Quantity = 3, Reserved = 0, Shipped = 1, Cancelled = 1, Returned = 1 }], Shipments = [new("a", "1Z", null, At)],
    };
}
