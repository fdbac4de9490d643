using CreatorFlow.Contracts.Channels;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace CreatorFlow.Tests.Unit.Projection;

/// <summary>
/// A sale that its channel tells twice, as a lower number and as an order, counts once, whichever arrives first.
/// </summary>
public class Sales_seen_twice(ITestOutputHelper output)
{
    private const int Cases = 400;
    private const int FewCases = 300;
    private const int SalesKinds = 6;
    private const int AllKinds = 10;

    [Fact]
    public void Count_once_at_one_location() => Holds(locations: 1, delay: 12);

    [Fact]
    public void Count_once_however_late_anything_arrives() => Holds(locations: 1, delay: 500);

    [Fact]
    public void Count_once_at_the_location_of_three_that_sold() => Holds(locations: 3, delay: 12);

    [Fact]
    public void Count_once_at_three_locations_however_late_anything_arrives() => Holds(locations: 3, delay: 500);

    [Fact]
    public void Count_once_between_our_pushes_and_their_echoes() => HoldsBetweenPushes(delay: 0);

    [Fact]
    public void Count_once_between_our_pushes_and_their_echoes_in_both_orders_of_arrival() => HoldsBetweenPushes(delay: 1);

    [Fact]
    public void Count_once_between_our_pushes_and_their_echoes_whole_orders_late() => HoldsBetweenPushes(delay: 4);

    [Fact]
    public void Count_once_among_outside_changes_counts_refunds_and_unpaid_orders() => Holds(locations: 1, delay: 12, AllKinds);

    [Fact]
    public void Count_once_among_outside_changes_counts_refunds_and_unpaid_orders_however_late_anything_arrives() => Holds(locations: 1, delay: 500, AllKinds);

    [Fact]
    public void Count_once_among_outside_changes_refunds_and_unpaid_orders_at_three_locations() => Holds(locations: 3, delay: 12, AllKinds);

    [Fact]
    public void Count_once_where_more_is_sold_than_there_is() => Holds(locations: 1, delay: 12, counted: 4);

    [Fact]
    public void Count_once_where_more_is_sold_than_there_is_however_late_anything_arrives() => Holds(locations: 1, delay: 500, AllKinds, counted: 4);

    [Fact]
    public void Count_once_where_more_is_sold_than_there_is_at_three_locations() => Holds(locations: 3, delay: 12, counted: 2);

    /// <summary>Found with seed 20261121 after 9,315 days: no location had four units, the sale that was spread over two had its unit taken for the next one's.</summary>
    [Fact]
    public void A_line_that_is_spread_over_locations_leaves_the_next_sale_where_its_channel_shows_it() => Counts(
    [
        new(2, 1, 1, 4, 0, 8, 2, 3, 3), new(4, 2, 47, 3, 3, 8, 3, 2, 1), new(6, 0, 3, 4, 7, 12, 3, 3, 1), new(3, 1, 33, 2, 8, 9, 3, 1, 2), new(5, 2, 0, 4, 0, 7, 3, 1, 2),
        new(5, 0, 25, 1, 2, 2, 3, 1, 2),
    ], locations: 3, counted: 2);

    /// <summary>Found with seed 20261128 after 3,133 days: a late report of a sale says what is being pushed, and was the push's only echo.</summary>
    [Fact]
    public void A_late_report_that_looks_like_our_push_leaves_the_push_its_own_echo() => CountsBetweenPushes(
    [
        new(0, 1, 45, 1, 4, 4, 0, 2, 2), new(3, 0, 18, 1, 4, 3, 3, 2, 3), new(0, 1, 35, 3, 1, 4, 0, 2, 2),
    ]);

    private static Gen<Happening[]> Day(int delay, int kinds = SalesKinds) => (
        from kind in Gen.Choose(0, kinds)
        from channel in Gen.Choose(0, 2)
        from which in Gen.Choose(0, 50)
        from quantity in Gen.Choose(1, 4)
        from orderDelay in Gen.Choose(0, delay)
        from reportDelay in Gen.Choose(0, delay)
        from lag in Gen.Choose(0, 3)
        from orderTimes in Gen.Choose(1, 3)
        from reportTimes in Gen.Choose(1, 3)
        select new Happening(kind, channel, which, quantity, orderDelay, reportDelay, lag, orderTimes, reportTimes)).ArrayOf().Resize(24);

    private static IEnumerable<Happening[]> Shorter(Happening[] day) => day.Select((_, i) => day.Where((_, j) => j != i).ToArray());

    private void Holds(int locations, int delay, int kinds = SalesKinds, long counted = 500)
    {
        var cases = locations == 1 && kinds == SalesKinds ? Cases : FewCases;
        output.WriteLine($"seed {Histories.Seed}, {Histories.Count(cases)} histories");
        Prop.ForAll(Arb.From(Day(delay, kinds), Shorter), day => Counts(day, locations, counted)).Check(Histories.Config(cases));
    }

    private static void Counts(Happening[] day, int locations, long counted)
    {
        var history = new SalesHistory(day, locations, counted);
        var books = new BooksScenario();
        var arrivals = history.Messages.SelectMany(m => Enumerable.Range(0, m.Times).Select(again => (At: m.Arrives + again * 3, Said: m))).OrderBy(a => a.At).Select(a => a.Said).ToList();
        foreach (var m in history.Opening().Concat(arrivals)) books.Apply(m.Channel, SalesHistory.Connection(m.Channel), m.Event);
        foreach (var sku in SalesHistory.Skus)
        {
            var stock = books.Stock(sku);
            var told = string.Join("\n", arrivals.Select(Told));
            Assert.True((history.OnHand[sku], history.Promised(sku)) == (stock.OnHand, stock.Promised),
                $"{sku}: {history.OnHand[sku]} on hand and {history.Promised(sku)} promised, the books say {stock.OnHand} and {stock.Promised}.\n{told}");
            Assert.All(stock.Places.Values, p => Assert.True(p.Promised >= 0));
        }
    }

    private void HoldsBetweenPushes(int delay)
    {
        var cases = delay <= 1 ? Cases : FewCases;
        output.WriteLine($"seed {Histories.Seed}, {Histories.Count(cases)} histories");
        Prop.ForAll(Arb.From(Day(delay), Shorter), CountsBetweenPushes).Check(Histories.Config(cases));
    }

    private static void CountsBetweenPushes(Happening[] day)
    {
        var shop = new SimulatedShop();
        shop.Run(day);
        var told = string.Join("\n", shop.Log);
        Assert.True((shop.OnHand, shop.Reserved) == shop.Books, $"{shop.OnHand} on hand and {shop.Reserved} reserved, the books say {shop.Books}.\n{told}");
        foreach (var channel in (string[])["shopify", "tiktok"])
            Assert.True(shop.Shown(channel) == shop.OnHand - shop.Reserved, $"{channel} shows {shop.Shown(channel)} of {shop.OnHand - shop.Reserved}.\n{told}");
    }

    private static string Told(Message m) => m.Event switch
    {
        StockReported e => $"{m.Channel} shows {e.Available} of {e.ListingId} at {e.Location} {e.OccurredAt:mm:ss.ff}",
        OrderPlaced e => $"{m.Channel} order {e.OrderId}: {e.Lines[0].Quantity} of {e.Lines[0].Sku ?? e.Lines[0].ListingId} {e.OccurredAt:mm:ss.ff}",
        OrderCalledOff e => $"{m.Channel} cancels {e.OrderId} {e.OccurredAt:mm:ss.ff}",
        OrderDispatched e => $"{m.Channel} ships {e.OrderId} {e.OccurredAt:mm:ss.ff}",
        OrderLinesCancelled e => $"{m.Channel} cancels {e.Lines[0].Cancelled} units of {e.OrderId} {e.OccurredAt:mm:ss.ff}",
        PaymentOverdue e => $"{e.OrderId} is not paid {e.OccurredAt:mm:ss.ff}",
        StockSet e => $"{e.Quantity} of {e.Sku} are counted {e.OccurredAt:mm:ss.ff}",
        _ => m.Event.ToString(),
    };
}
