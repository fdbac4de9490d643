using System.Globalization;
using CreatorFlow.Contracts.Channels;
using static CreatorFlow.Tests.Unit.Projection.Listings.Linking_and_unlinking;

namespace CreatorFlow.Tests.Unit.Projection.Listings;

/// <summary>Whatever a channel says meanwhile: linked, unlinked and linked again is the same as linked once.</summary>
public class Linking_again
{
    private const string Own = "shopify:808950810";
    private const int Steps = 24;

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(0, 200)];

    [Theory, MemberData(nameof(Seeds))]
    public void Ends_in_the_same_books_as_linking_once(int seed)
    {
        var random = new Random(seed);
        var events = History(random);
        var first = 1 + random.Next(Steps / 2);
        int[] turns = [.. Enumerable.Range(first + 1, Steps - first - 1).OrderBy(_ => random.Next()).Take(2 * random.Next(1, 4)).Order()];

        var once = Play(events, first, []);
        var again = Play(events, first, turns);

        var told = $"seed {seed}, linked before {first}, turns before {string.Join(", ", turns)}: {string.Join(" | ", events.Select(Tell))}";
        Assert.True(Numbers(once, "TEE") == Numbers(again, "TEE"), $"once {Numbers(once, "TEE")}, again {Numbers(again, "TEE")}; {told}");
        Assert.True(again.Stock(Own) is { OnHand: 0, Reserved: 0 }, $"left behind: {again.Stock(Own).OnHand}, {again.Stock(Own).Reserved}; {told}");
    }

    private static BooksScenario Play(List<ChannelEvent> events, int first, int[] turns)
    {
        var books = new BooksScenario();
        var linked = true;
        for (var i = 0; i < Steps; i++)
        {
            if (i == first) books.WhenManual(Link("TEE", Time(i) - 1));
            if (turns.Contains(i)) books.WhenManual((linked = !linked) ? Link("TEE", Time(i) - 1) : Unlink(Time(i) - 1));
            books.When(events[i]);
        }
        return books;
    }

    /// <summary>What the channel itself would say: sales and cancellations lower and raise its number, now and then it is changed there.</summary>
    private static List<ChannelEvent> History(Random random)
    {
        var (available, orders, open) = (40L, 0, new List<(string Id, long Quantity)>());
        return [.. Enumerable.Range(0, Steps).Select<int, ChannelEvent>(i =>
        {
            var at = Time(i);
            var kind = i == 0 ? 9 : random.Next(10);
            if (kind >= 4 && kind < 6 && open.Count > 0)
            {
                var order = open[random.Next(open.Count)];
                open.Remove(order);
                if (kind == 5) return Ship(order.Id, at);
                available += order.Quantity;
                return Cancel(order.Id, at);
            }
            if (kind < 6 && available > 3)
            {
                open.Add(($"{++orders}", random.Next(1, 4)));
                available -= open[^1].Quantity;
                return Order(open[^1].Id, open[^1].Quantity, at);
            }
            if (kind == 6) available += random.Next(-2, 5);
            return Report(available, at);
        })];
    }

    private static double Time(int step) => 10 * (step + 1);

    private static (long OnHand, long Reserved, long Shown) Numbers(BooksScenario books, string sku) =>
        (books.Stock(sku).OnHand, books.Stock(sku).Reserved, books.Stock(sku).Channels.Single().Reports.Values.Sum(r => r.Shown));

    private static string Tell(ChannelEvent e) => e switch
    {
        StockReported r => string.Create(CultureInfo.InvariantCulture, $"shows {r.Available}"),
        OrderPlaced o => string.Create(CultureInfo.InvariantCulture, $"order {o.OrderId} of {o.Lines[0].Quantity}"),
        OrderCalledOff c => $"cancels {c.OrderId}",
        OrderDispatched s => $"ships {s.OrderId}",
        _ => e.GetType().Name,
    };
}
