using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Domain.Inventory;
using static CreatorFlow.Tests.Unit.Projection.StockScenario;

namespace CreatorFlow.Tests.Unit.Projection;

public class Stock_sets_and_differences
{
    [Fact]
    public void A_set_is_on_hand() => new StockScenario().When(new SetStock(null, 12, null, At(0))).Then(12, 0);

    [Fact]
    public void A_difference_merges_with_the_set() =>
        new StockScenario().When(new SetStock(null, 12, null, At(0)), new ChangeStock(null, -2, null, At(1))).Then(10, 0);

    [Fact]
    public void A_difference_of_the_same_instant_counts_whichever_comes_first()
    {
        new StockScenario().When(new SetStock(null, 12, null, At(0)), new ChangeStock(null, -2, null, At(0))).Then(10, 0);
        new StockScenario().When(new ChangeStock(null, -2, null, At(0)), new SetStock(null, 12, null, At(0))).Then(10, 0);
    }

    [Fact]
    public void An_older_set_changes_nothing_and_is_recorded()
    {
        var stock = new StockScenario().When(new SetStock(null, 12, null, At(5)), new SetStock(null, 40, null, At(0)));
        stock.Then(12, 0);
        Assert.Equal("superseded", Assert.IsType<StockUpdated>(stock.Happened[1]).Effect);
    }

    [Fact]
    public void A_late_set_keeps_the_differences_that_happened_after_it() =>
        new StockScenario().When(new ChangeStock(null, 3, null, At(10)), new ChangeStock(null, -1, null, At(2)), new SetStock(null, 20, null, At(5))).Then(23, 0);

    [Fact]
    public void A_late_difference_that_the_set_had_counted_changes_nothing() =>
        new StockScenario().When(new SetStock(null, 20, null, At(5)), new ChangeStock(null, -4, null, At(1))).Then(20, 0);

    [Theory]
    [InlineData(1), InlineData(7), InlineData(42), InlineData(20261121)]
    public void Any_order_of_arrival_ends_in_the_same_stock(int seed)
    {
        var random = new Random(seed);
        StockCommand[] updates = [.. Enumerable.Range(0, 12).Select(i => random.Next(3) == 0
            ? (StockCommand)new SetStock(null, random.Next(100), null, At(i))
            : new ChangeStock(null, random.Next(-5, 6), null, At(i)))];
        var expected = new StockScenario().When(updates).State.OnHand;
        for (var round = 0; round < 200; round++)
        {
            random.Shuffle(updates);
            Assert.Equal(expected, new StockScenario().When(updates).State.OnHand);
        }
    }
}
