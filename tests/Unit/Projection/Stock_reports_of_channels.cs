using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Domain.Inventory;
using static CreatorFlow.Tests.Unit.Projection.StockScenario;

namespace CreatorFlow.Tests.Unit.Projection;

public class Stock_reports_of_channels
{
    private static ReportStock Report(long? available, double seconds, string connection = "shop", string? location = "loc-1") =>
        new(connection, "808950810", location, available, At(seconds));

    private static ReserveStock Order(double seconds, long quantity = 1, string order = "o-1", string connection = "shop") =>
        new(order, "1", connection, quantity, At(seconds));

    private static StockScenario Linked() => new StockScenario().Given(Shopify);

    [Fact]
    public void A_first_report_is_on_hand() => Linked().When(Report(6, 0)).Then(6, 0);

    [Fact]
    public void A_listing_that_is_not_tracked_counts_nothing() => Linked().When(Report(null, 0)).Then(0, 0);

    [Fact]
    public void An_equal_report_is_an_echo()
    {
        var stock = Linked().When(Report(6, 0), Report(6, 1));
        stock.Then(6, 0);
        Assert.Equal("echo", Assert.IsType<StockUpdated>(stock.Happened[^1]).Effect);
    }

    [Fact]
    public void A_different_report_merges_as_a_difference() => Linked().When(Report(6, 0), Report(9, 1)).Then(9, 0);

    [Fact]
    public void An_older_report_changes_nothing() => Linked().When(Report(6, 0), Report(4, 5), Report(9, 2)).Then(4, 0);

    [Fact]
    public void Two_locations_of_one_channel_add_up() => Linked().When(Report(6, 0), Report(3, 1, location: "loc-2")).Then(9, 0);

    [Fact]
    public void Another_channel_at_the_only_place_is_the_same_goods()
    {
        var tiktok = new ListingLinked { Platform = "tiktok", ConnectionId = "tt", ListingId = "808950810" };
        Linked().Given(tiktok).When(Report(10, 0), Report(8, 1, connection: "tt", location: "warehouse")).Then(8, 0);
    }

    [Fact]
    public void A_sale_whose_order_comes_first_is_counted_once()
    {
        var stock = Linked().When(Report(10, 0), Order(1), Report(9, 2));
        stock.Then(10, 1);
        Assert.Equal("echo", Assert.IsType<StockUpdated>(stock.Happened[^1]).Effect);
    }

    [Fact]
    public void A_sale_whose_report_comes_first_is_counted_once() => Linked().When(Report(10, 0), Report(9, 2), Order(1)).Then(10, 1);

    [Fact]
    public void A_sale_older_than_the_first_report_is_in_it() => Linked().When(Report(9, 5), Order(1)).Then(10, 1);

    [Fact]
    public void A_report_from_before_the_order_is_no_difference() => Linked().When(Report(10, 0), Order(2), Report(10, 1)).Then(10, 1);

    [Fact]
    public void A_cancelled_order_is_expected_back_on_its_channel() => Linked()
        .When(Report(10, 0), Order(1), new ReleaseStock("o-1", "order_cancelled", At(3)), Report(10, 4)).Then(10, 0);

    [Fact]
    public void A_shipment_takes_from_on_hand_what_was_reserved() => Linked()
        .When(Report(10, 0), Order(1, 2), new DeductStock("o-1", "1", "s-1", 2, At(5)), Report(8, 6)).Then(8, 0);

    [Fact]
    public void A_line_is_reserved_once() => Linked().When(Report(10, 0), Order(1), Order(1)).Then(10, 1);

    [Fact]
    public void Only_what_there_is_is_reserved_of_what_is_promised() => Assert.Equal((2, 2, 5), Linked().When(Report(2, 0), Order(1, 5)).State is var s ? (s.OnHand, s.Reserved, s.Promised) : default);

    [Fact]
    public void Another_channels_sale_does_not_lower_what_this_one_is_expected_to_show()
    {
        var stock = Linked().When(Report(10, 0), Order(1, connection: "tt"), Report(10, 2));
        stock.Then(10, 1);
        Assert.Equal("echo", Assert.IsType<StockUpdated>(stock.Happened[^1]).Effect);
    }

    [Fact]
    public void A_sale_is_counted_once_when_the_channel_sold_it_from_another_location_than_we_guessed()
    {
        var stock = Linked().When(Report(10, 0), Report(5, 0, location: "loc-2"), Order(1), Report(4, 2, location: "loc-2"));
        stock.Then(15, 1);
        Assert.Equal("loc-2", Assert.Single(stock.State.Reservations).Location);
        stock.When(Report(10, 3), Report(4, 3, location: "loc-2")).Then(15, 1);
    }

    [Fact]
    public void An_order_is_reserved_where_the_channel_reported_its_sale_before()
    {
        var stock = Linked().When(Report(10, 0), Report(5, 0, location: "loc-2"), Report(4, 2, location: "loc-2"), Order(1));
        stock.Then(15, 1);
        Assert.Equal("loc-2", Assert.Single(stock.State.Reservations).Location);
    }

    [Fact]
    public void A_sale_that_two_of_a_channels_locations_had_shown_in_one_place_is_given_back_whole()
    {
        var stock = Linked().When(new SetStock("loc-1", 10, null, At(0)), Report(10, 10, location: "loc-2"), Report(10, 11));
        Assert.Equal("loc-1", Assert.Single(stock.State.Places).Key);
        stock.When(Report(9, 22, location: "loc-2"), Report(9, 23)).Then(8, 0);
        stock.When(Order(21, 2)).Then(10, 2);
    }
}
