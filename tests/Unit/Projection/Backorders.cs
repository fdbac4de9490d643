using CreatorFlow.Contracts.Channels;
using static CreatorFlow.Tests.Unit.Projection.BooksScenario;

namespace CreatorFlow.Tests.Unit.Projection;

/// <summary>Two channels sell the last unit: the order that is short is promised what arrives next (ADR 0016).</summary>
public class Backorders
{
    private readonly BooksScenario books = new();

    public Backorders()
    {
        foreach (var channel in (string[])["shopify", "tiktok"])
        {
            Say(channel, new ListingSeen { OccurredAt = At(-200), ListingId = channel, Sku = "A" });
            Say(channel, Shows(channel, -100, 1));
        }
    }

    public static TheoryData<bool> EitherFirst => [true, false];

    [Theory, MemberData(nameof(EitherFirst))]
    public void The_last_unit_sold_twice_is_still_one_on_hand(bool orderFirst)
    {
        SellTwice(orderFirst);
        Expect(onHand: 1, reserved: 1, available: 0);
        Assert.True(books.Order("shopify-o").Oversold);
        Assert.False(books.Order("tiktok-o", "tiktok").Oversold);
    }

    [Theory, MemberData(nameof(EitherFirst))]
    public void What_arrives_goes_to_the_order_that_was_short(bool orderFirst)
    {
        SellTwice(orderFirst);
        books.WhenManual(new StockChanged { OccurredAt = At(60), Sku = "A", Delta = 3 });
        Expect(onHand: 4, reserved: 2, available: 2);
    }

    [Fact]
    public void Both_orders_ship_what_they_were_promised()
    {
        SellTwice(orderFirst: true);
        books.WhenManual(new StockChanged { OccurredAt = At(60), Sku = "A", Delta = 3 });
        Say("shopify", Ships("shopify", 70));
        Expect(onHand: 3, reserved: 1, available: 2);
        Say("tiktok", Ships("tiktok", 71));
        Expect(onHand: 2, reserved: 0, available: 2);
    }

    [Theory, MemberData(nameof(EitherFirst))]
    public void A_cancelled_winner_leaves_its_unit_to_the_loser(bool reportFirst)
    {
        SellTwice(orderFirst: true);
        if (reportFirst) Say("tiktok", Shows("tiktok", 30, 1));
        Say("tiktok", new OrderCalledOff { OccurredAt = At(30), OrderId = "tiktok-o" });
        if (!reportFirst) Say("tiktok", Shows("tiktok", 30, 1));
        Expect(onHand: 1, reserved: 1, available: 0);
        Assert.Equal(0, books.Pushes.Last(p => p.Target.ListingId == "tiktok").Target.Quantity);
    }

    [Fact]
    public void A_cancelled_loser_owes_nothing_any_more()
    {
        SellTwice(orderFirst: true);
        Say("shopify", new OrderCalledOff { OccurredAt = At(30), OrderId = "shopify-o" });
        Say("shopify", Shows("shopify", 30, 1));
        Expect(onHand: 1, reserved: 1, available: 0);
        books.WhenManual(new StockChanged { OccurredAt = At(60), Sku = "A", Delta = 3 });
        Expect(onHand: 4, reserved: 1, available: 3);
    }

    [Fact]
    public void A_bundle_that_was_short_takes_its_components_as_it_ships()
    {
        books.WhenManual(new StockSet { OccurredAt = At(0), Sku = "BOX", Quantity = 5 }, new BundleAssembled { OccurredAt = At(1), Sku = "GIFT", Components = [new("A", 1), new("BOX", 1)] });
        books.When(new OrderPlaced { OccurredAt = At(10), OrderId = "g", PlacedAt = At(10), Lines = [new() { LineId = "1", Sku = "GIFT", Quantity = 2 }] });
        Assert.Equal((1L, 1L), (books.Stock("A").Reserved, books.Stock("BOX").Reserved));
        books.WhenManual(new StockChanged { OccurredAt = At(60), Sku = "A", Delta = 3 });
        books.When(new OrderDispatched { OccurredAt = At(70), OrderId = "g", ShipmentId = "s", TrackingNumber = "1Z" });
        Assert.Equal((2L, 0L, 3L, 0L), (books.Stock("A").OnHand, books.Stock("A").Reserved, books.Stock("BOX").OnHand, books.Stock("BOX").Reserved));
    }

    private void SellTwice(bool orderFirst)
    {
        Say("tiktok", Placed("tiktok", 10));
        Say("tiktok", Shows("tiktok", 10, 0));
        if (orderFirst) Say("shopify", Placed("shopify", 11));
        Say("shopify", Shows("shopify", 11, 0));
        if (!orderFirst) Say("shopify", Placed("shopify", 11));
    }

    private void Expect(long onHand, long reserved, long available)
    {
        var item = CreatorFlow.Domain.Inventory.StockItemView.Of("A", books.Stock("A"), 1, At(0));
        Assert.Equal((onHand, reserved, available), (item.OnHand, item.Reserved, item.Available));
    }

    private void Say(string channel, ChannelEvent e) => books.Apply(channel, $"{channel}-1", e);

    private static OrderPlaced Placed(string channel, double at) =>
        new() { OccurredAt = At(at), OrderId = $"{channel}-o", PlacedAt = At(at), Lines = [new() { LineId = "1", ListingId = channel, Quantity = 1 }] };

    private static OrderDispatched Ships(string channel, double at) => new() { OccurredAt = At(at), OrderId = $"{channel}-o", ShipmentId = "s", TrackingNumber = "1Z" };

    private static StockReported Shows(string channel, double at, long quantity) => new() { OccurredAt = At(at), ListingId = channel, Available = quantity };
}
