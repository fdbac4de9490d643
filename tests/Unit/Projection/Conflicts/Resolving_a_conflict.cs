using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Domain;
using CreatorFlow.Domain.Inventory;
using static CreatorFlow.Tests.Unit.Projection.StockScenario;

namespace CreatorFlow.Tests.Unit.Projection.Conflicts;

public class Resolving_a_conflict
{
    private static SetStock Set(string source, double at, long quantity) => new(null, quantity, null, At(at)) { Origin = new(source, $"{source}@{at}") };

    /// <summary>Two platforms two seconds apart: the clock decides, a person should look.</summary>
    private static StockScenario InReview() => new StockScenario().When(Set("manual", -60, 10), Set("shopify", 0, 7), Set("amazon", 2, 5));

    [Fact]
    public void It_is_recorded_with_base_candidates_winner_and_reason()
    {
        var conflict = Assert.Single(InReview().State.Conflicts);
        Assert.Equal((10, "amazon@2", "last_write_wins", "review", "cross_platform_mismatch"), (conflict.Base, conflict.Winner, conflict.Reason, conflict.Status, conflict.Kind));
        Assert.Equal([("shopify", 7L), ("amazon", 5L)], conflict.Candidates.Select(c => (c.Source, c.Quantity)));
    }

    [Fact]
    public void Confirming_keeps_the_winner()
    {
        var stock = InReview();
        stock.When(Decision(stock, "amazon@2")).Then(5, 0);
        Assert.Equal("confirmed", Assert.Single(stock.State.Conflicts).Status);
    }

    [Fact]
    public void Choosing_another_replaces_the_effect_and_keeps_later_differences()
    {
        var stock = InReview().When(new ChangeStock(null, -1, null, At(10)));
        stock.When(Decision(stock, "shopify@0")).Then(6, 0);
        Assert.Equal("overridden", Assert.Single(stock.State.Conflicts).Status);
    }

    [Fact]
    public void A_late_candidate_does_not_undo_a_persons_choice()
    {
        var stock = InReview();
        stock.When(Decision(stock, "shopify@0"), Set("tiktok", 1, 1)).Then(7, 0);
    }

    [Fact]
    public void A_late_winner_replaces_the_earlier_effect_and_both_are_recorded()
    {
        var stock = new StockScenario().When(Set("manual", -60, 10), Set("manual", 1, 12), Set("shopify", 0, 7));
        stock.Then(7, 0);
        Assert.Equal(3, stock.Happened.OfType<StockUpdated>().Count());
        Assert.Equal("stock_reduction_priority", Assert.Single(stock.Happened.OfType<ConflictDetected>()).Reason);
    }

    [Fact]
    public void A_set_gives_way_to_a_reservation_of_the_same_moment_whichever_comes_first()
    {
        ReserveStock order = new("shopify-1", "1", "shop", 3, At(2));
        var setFirst = new StockScenario().When(Set("manual", -60, 10), Set("manual", 1, 2), order);
        setFirst.Then(10, 3);
        var orderFirst = new StockScenario().When(Set("manual", -60, 10), order, Set("manual", 1, 2));
        orderFirst.Then(10, 3);
        Assert.Equal("reservation_precedence", Assert.Single(orderFirst.State.Conflicts).Reason);
    }

    [Fact]
    public void An_unknown_candidate_is_refused()
    {
        var stock = InReview();
        Assert.Equal("conflict.unknown_candidate", Assert.Throws<RefusedException>(() => stock.When(Decision(stock, "ebay@1"))).Code);
    }

    private static ResolveConflict Decision(StockScenario stock, string candidate) => new(stock.State.Conflicts[0].ConflictId, candidate, "counted again", At(100));
}
