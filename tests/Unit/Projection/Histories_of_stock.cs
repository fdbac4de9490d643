using System.Text;
using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Domain.Inventory;
using CreatorFlow.EventStore;
using FsCheck;
using FsCheck.Fluent;
using static CreatorFlow.Tests.Unit.Projection.StockScenario;

namespace CreatorFlow.Tests.Unit.Projection;

/// <summary>What holds for every history of one SKU.</summary>
public class Histories_of_stock
{
    private static readonly string[] Sources = ["tiktok", "shopify", "manual"];

    private static Gen<(int Kind, int Source, int At, int Quantity)[]> History() => Gen.ArrayOf(
        from kind in Gen.Choose(0, 6)
        from source in Gen.Choose(0, Sources.Length - 1)
        from at in Gen.Choose(0, 60)
        from quantity in Gen.Choose(1, 9)
        select (kind, source, at, quantity)).Resize(40);

    [Fact]
    public void On_hand_reserved_and_available_stay_consistent() => Holds(stock =>
    {
        Assert.Equal(stock.State.Promised, stock.State.Reservations.Sum(r => r.Quantity));
        Assert.True(stock.State.Reserved <= Math.Max(0, stock.State.OnHand));
        Assert.All(stock.State.Places.Values, p => Assert.True(p.Reserved >= 0));
        var perLine = stock.Happened.GroupBy(e => e switch { StockReserved r => r.OrderId, StockReleased r => r.OrderId, StockDeducted d => d.OrderId, _ => "" });
        foreach (var line in perLine.Where(g => g.Key.Length > 0))
            Assert.Equal(stock.State.Reservations.Where(r => r.OrderId == line.Key).Sum(r => r.Quantity),
                line.Sum(e => e switch { StockReserved r => r.Quantity, StockReleased r => -r.Quantity, StockDeducted d => -d.Quantity, _ => 0 }));
    });

    [Fact]
    public void The_events_say_how_on_hand_came_to_be() => Holds(stock =>
        Assert.Equal(stock.State.OnHand, stock.Happened.Sum(e => e switch { StockUpdated u => u.Delta, StockDeducted d => d.OnHandDelta, ConflictResolved c => c.Delta, _ => 0 })));

    [Fact]
    public void A_snapshot_of_any_prefix_and_the_rest_equal_one_run() => Holds(stock =>
    {
        var whole = Text(stock.Happened.Aggregate(Linked(), Stock.Evolve));
        for (var cut = 0; cut <= stock.Happened.Count; cut++)
        {
            var prefix = CanonicalJson.Serialize(stock.Happened.Take(cut).Aggregate(Linked(), Stock.Evolve));
            Assert.Equal(whole, Text(stock.Happened.Skip(cut).Aggregate(CanonicalJson.Deserialize<StockState>(prefix), Stock.Evolve)));
        }
    });

    private static void Holds(Action<StockScenario> property) => Prop.ForAll(History().ToArbitrary(), updates =>
    {
        var stock = new StockScenario();
        stock.Given([.. Links()]);
        var number = 0;
        foreach (var u in updates) stock.When(Command(u) with { Origin = new(Sources[u.Source], $"u-{number++}") });
        property(stock);
    }).Check(Histories.Config(500));

    private static StockCommand Command((int Kind, int Source, int At, int Quantity) u) => u.Kind switch
    {
        0 => new SetStock("loc", u.Quantity, null, At(u.At)),
        1 => new ChangeStock("loc", u.Quantity - 5, null, At(u.At)),
        2 => new ReportStock(Sources[u.Source], "808950810", u.Quantity > 5 ? "loc" : "loc-2", u.Quantity, At(u.At)),
        3 or 4 => new ReserveStock($"{Sources[u.Source]}-{u.Quantity}", "1", Sources[u.Source], u.Quantity % 3 + 1, At(u.At)),
        5 => new ReleaseStock($"{Sources[u.Source]}-{u.Quantity}", "order_cancelled", At(u.At)),
        _ => new DeductStock($"{Sources[u.Source]}-{u.Quantity}", "1", $"s-{u.At}", 1, At(u.At)),
    };

    private static IEnumerable<StockEvent> Links() => Sources.Select(s => new ListingLinked { Platform = s, ConnectionId = s, ListingId = "808950810" });

    private static StockState Linked() => Links().Aggregate(new StockState(), Stock.Evolve);

    private static string Text(StockState state) => Encoding.UTF8.GetString(CanonicalJson.Serialize(state));
}
