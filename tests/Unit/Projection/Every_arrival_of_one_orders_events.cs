using CreatorFlow.Contracts.Channels;
using static CreatorFlow.Tests.Unit.Projection.BooksScenario;

namespace CreatorFlow.Tests.Unit.Projection;

/// <summary>
/// Created, paid, shipped, delivered, cancelled: every subset, in every order, and with each event once more at every later
/// place. What must come of it is worked out here from the events' names alone.
/// </summary>
public class Every_arrival_of_one_orders_events
{
    private const long Counted = 5;
    private const long Ordered = 2;
    private static readonly string[] Names = ["created", "paid", "shipped", "delivered", "cancelled"];

    public static TheoryData<bool> ShipmentsWithLines => [true, false];

    [Theory, MemberData(nameof(ShipmentsWithLines))]
    public void Ends_in_the_state_and_the_stock_of_the_rules(bool lines) => ForEach(arrival =>
    {
        var books = Play(arrival, lines);
        Assert.Equal(Status(arrival), books.Order("1").Status);
        Assert.Equal(Stock(arrival), (books.Stock("A").OnHand, books.Stock("A").Reserved));
    });

    [Theory, MemberData(nameof(ShipmentsWithLines))]
    public void Reserves_releases_and_deducts_once_each(bool lines) => ForEach(arrival =>
    {
        var happened = Play(arrival, lines).Happened;
        Assert.Equal(Booked(arrival), (Units(happened, "inventory.reserved"), Units(happened, "inventory.released"), Units(happened, "inventory.deducted")));
    });

    [Theory, MemberData(nameof(ShipmentsWithLines))]
    public void Never_goes_back_and_marks_the_gap_until_it_is_filled(bool lines) => ForEach(arrival =>
    {
        var books = new BooksScenario().When(Count());
        var furthest = 0;
        for (var i = 0; i < arrival.Length; i++)
        {
            var order = books.When(Event(arrival[i], lines)).Order("1");
            Assert.True(Rank(order.Status) >= furthest, $"{order.Status} after {arrival[i]}");
            furthest = Rank(order.Status);
            Assert.Equal(arrival.Take(i + 1).Contains("created"), order.Created);
            Assert.Equal(order.Created, order.PlacedAt is not null);
        }
    });

    /// <summary>The furthest that anything has said; a cancellation after delivery is a return.</summary>
    private static string Status(string[] arrival) => Names.Intersect(arrival).MaxBy(Rank)!;

    private static int Rank(string status) => status switch { "created" => 0, "paid" => 1, "shipped" => 2, "cancelled" => 3, "delivered" => 4, _ => -1 };

    /// <summary>Goods that left are gone, cancelled or not; goods that arrived without a shipment wait for it; else a cancellation frees them.</summary>
    private static (long OnHand, long Reserved) Stock(string[] arrival) => arrival switch
    {
        _ when !arrival.Contains("created") => (Counted, 0),
        _ when arrival.Contains("shipped") => (Counted - Ordered, 0),
        _ when arrival.Contains("cancelled") && !arrival.Contains("delivered") => (Counted, 0),
        _ => (Counted, Ordered),
    };

    private static (long Reserved, long Released, long Deducted) Booked(string[] arrival)
    {
        int When(string name) => Array.IndexOf(arrival, name) is >= 0 and var at ? at : int.MaxValue;
        var left = Math.Min(When("shipped"), When("delivered"));
        var released = When("created") < When("cancelled") && When("cancelled") < left ? Ordered : 0;
        var (onHand, reserved) = Stock(arrival);
        return (reserved + released + (Counted - onHand), released, Counted - onHand);
    }

    private static long Units(IEnumerable<(string Type, long Quantity)> happened, string type) => happened.Where(h => h.Type == type).Sum(h => h.Quantity);

    private static BooksScenario Play(string[] arrival, bool lines) => new BooksScenario().When([Count(), .. arrival.Select(name => Event(name, lines))]);

    private static StockSet Count() => new() { OccurredAt = At(0), Sku = "A", Quantity = Counted };

    private static ChannelEvent Event(string name, bool lines) => name switch
    {
        "created" => new OrderPlaced { OccurredAt = At(10), OrderId = "1", PlacedAt = At(10), Lines = [new() { LineId = "l1", Sku = "A", Quantity = Ordered }] },
        "paid" => new OrderChanged { OccurredAt = At(11), OrderId = "1", Status = "paid" },
        "shipped" => new OrderDispatched
        {
            OccurredAt = At(20), OrderId = "1", ShipmentId = "s1", TrackingNumber = "1Z", Lines = lines ? [new() { LineId = "l1", Sku = "A", Quantity = Ordered }] : null,
        },
        "delivered" => new OrderArrived { OccurredAt = At(30), OrderId = "1" },
        _ => new OrderCalledOff { OccurredAt = At(15), OrderId = "1" },
    };

    private static void ForEach(Action<string[]> holds)
    {
        var arrivals = Arrangements(Names).SelectMany(WithOneTwice).ToList();
        // 325 arrangements, and each with each of its events again at each later place.
        Assert.Equal(3_750, arrivals.Count);
        var failed = arrivals.Select(a => (Arrival: string.Join(", ", a), Record.Exception(() => holds(a))?.Message)).Where(a => a.Message is not null).ToList();
        Assert.True(failed.Count == 0, $"{failed.Count} arrivals, the first: {failed.FirstOrDefault()}");
    }

    private static IEnumerable<string[]> Arrangements(string[] names) =>
        names.SelectMany(first => Arrangements([.. names.Where(n => n != first)]).Prepend([]).Select(rest => (string[])[first, .. rest]));

    private static IEnumerable<string[]> WithOneTwice(string[] arrival) =>
        Enumerable.Range(0, arrival.Length).SelectMany(i => Enumerable.Range(i + 1, arrival.Length - i).Select(at => (string[])[.. arrival[..at], arrival[i], .. arrival[at..]])).Prepend(arrival);
}
