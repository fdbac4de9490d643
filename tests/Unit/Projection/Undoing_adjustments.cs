using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Domain;
using CreatorFlow.Domain.Explanations;
using CreatorFlow.Domain.Inventory;
using FsCheck;
using FsCheck.Fluent;
using static CreatorFlow.Tests.Unit.Projection.StockScenario;

namespace CreatorFlow.Tests.Unit.Projection;

public class Undoing_adjustments
{
    private static readonly string[] Sources = ["tiktok", "shopify", "manual"];

    [Fact]
    public void A_difference_is_taken_out()
    {
        var stock = Counted().When(Change(-3, 10, "sold"));
        Undo(stock, "sold").Then(onHand: 10, reserved: 0);
        Assert.Equal(("reverted", 3L, 10L), stock.Happened.OfType<StockUpdated>().Select(e => (e.Effect, e.Delta, e.OnHand)).Last());
    }

    [Fact]
    public void A_set_gives_way_to_what_stood_before_it_and_the_differences_since()
    {
        var stock = Counted().When(Change(-1, 5, "a"), Set(50, 100, "typo"), Change(-2, 110, "b"));
        Undo(stock, "typo").Then(onHand: 7, reserved: 0);
        stock.When(Change(-1, 50, "late"));
        stock.Then(onHand: 6, reserved: 0);
    }

    [Fact]
    public void Undoing_a_set_ends_its_conflict()
    {
        var stock = Counted().When(Set(4, 100, "tt", "tiktok"), Set(6, 102, "me"));
        Assert.Single(stock.State.Conflicts);
        Undo(stock, "tt").Then(onHand: 6, reserved: 0);
        Assert.Empty(stock.State.Conflicts);
    }

    [Fact]
    public void Twice_is_refused()
    {
        var stock = Undo(Counted().When(Change(-3, 10, "sold")), "sold");
        Assert.Equal("adjustment.already_undone", Assert.Throws<RefusedException>(() => Undo(stock, "sold")).Code);
    }

    [Fact]
    public void A_reduction_of_a_channel_that_an_order_explained_stays_with_its_order()
    {
        foreach (var orderFirst in (bool[])[true, false])
        {
            var stock = new StockScenario().Given(Shopify).When(Report(10, 0, "r1"), Report(8, 60, "r2"));
            var order = new ReserveStock("shopify-1", "1", "shop", 2, At(50)) { Origin = new("shopify", "o") };
            if (orderFirst) stock.When(order);
            Undo(stock, "r2");
            if (!orderFirst) stock.When(order);
            stock.Then(onHand: 10, reserved: 2);
        }
    }

    [Fact]
    public void One_that_is_older_than_the_horizon_is_taken_out_of_what_came_before()
    {
        var stock = Counted().When(Change(-3, 10, "sold"), Change(5, 100_000, "more"), Change(1, 200_000, "one"));
        Undo(stock, "sold").Then(onHand: 16, reserved: 0);
        var counted = Counted().When(Change(-3, 10, "sold"), Set(20, 60, "again"), Change(5, 100_000, "more"), Change(1, 200_000, "one"));
        Undo(counted, "sold").Then(onHand: 26, reserved: 0);
    }

    [Fact]
    public void The_explanation_names_what_was_undone()
    {
        var stock = Undo(Counted().When(Change(-3, 10, "sold")), "sold");
        var words = StockExplanations.Of(stock.Happened[^1]);
        Assert.Equal("reverted", words.Rule);
        Assert.Equal("A person undid the update that event id-sold recorded at loc (wrong SKU): on hand there changed by +3 to 10.", words.Sentence);
    }

    [Fact]
    public void Every_order_of_arrival_ends_as_if_the_undone_update_had_not_been()
    {
        var update = from kind in Gen.Choose(0, 2) from source in Gen.Choose(0, 2) from at in Gen.Choose(0, 18) from quantity in Gen.Choose(0, 12) select (kind, source, at, quantity);
        Prop.ForAll(Gen.ArrayOf(update).Resize(5).ToArbitrary(), updates =>
        {
            var commands = updates.Take(5).Select((u, i) => Command(u, i)).ToArray();
            if (commands.Length == 0) return;
            var expected = Ending(Counted().When(commands[1..]));
            for (var turn = 0; turn < commands.Length; turn++)
                for (var undoAfter = turn + 1; undoAfter <= commands.Length; undoAfter++)
                {
                    StockCommand[] order = [.. commands[1..(turn + 1)], commands[0], .. commands[(turn + 1)..]];
                    var stock = Undo(Counted().When(order[..undoAfter]), "u-0").When(order[undoAfter..]);
                    Assert.Equal(expected, Ending(stock));
                }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    private static StockCommand Command((int Kind, int Source, int At, int Quantity) u, int i) => u.Kind == 0
        ? Change(u.Quantity - 6, u.At / 2.0, $"u-{i}", Sources[u.Source])
        : Set(u.Quantity, u.At / 2.0, $"u-{i}", Sources[u.Source]);

    private static string Ending(StockScenario stock) => $"{stock.State.OnHand} | {string.Join(", ", stock.State.Conflicts.OrderBy(c => c.ConflictId, StringComparer.Ordinal).Select(c => $"{c.ConflictId} {c.Winner} {c.Reason}"))}";

    private static StockScenario Counted() => new StockScenario().Given(Shopify).When(Set(10, -60, "count"));

    private static SetStock Set(long quantity, double at, string key, string source = "manual") => new("loc", quantity, null, At(at)) { Origin = new(source, key) };

    private static ChangeStock Change(long delta, double at, string key, string source = "manual") => new("loc", delta, null, At(at)) { Origin = new(source, key) };

    private static ReportStock Report(long available, double at, string key) => new("shop", "808950810", "loc", available, At(at)) { Origin = new("shopify", key) };

    /// <summary>As the API does it: from the event that recorded the update.</summary>
    private static StockScenario Undo(StockScenario stock, string key)
    {
        var e = stock.Happened.OfType<StockUpdated>().Single(u => u.Key == key);
        Assert.True(StockUndo.IsUndoable(e));
        return stock.When(new UndoUpdate($"id-{key}", e.Location, key, e.Effect, StockUndo.CompensationOf(e), e.OccurredAt, "wrong SKU", At(9_000)));
    }
}
