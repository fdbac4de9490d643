using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Domain;
using CreatorFlow.Domain.Inventory;
using static CreatorFlow.Tests.Unit.Projection.StockScenario;

namespace CreatorFlow.Tests.Unit.Projection;

public class Low_stock
{
    private static StockScenario Watched() => new StockScenario()
        .When(new SetStock(null, 5, null, At(0)), new ChangeSettings(new() { LowStockBelow = 3, OccurredAt = At(1) }));

    [Fact]
    public void It_is_raised_once_when_crossing_down() =>
        Assert.Single(Watched().When(Change(-1, 2), Change(-2, 3), Change(-1, 4)).Happened.OfType<LowStockAlerted>());

    [Fact]
    public void It_is_armed_again_when_stock_recovers() =>
        Assert.Equal(2, Watched().When(Change(-3, 2), Change(+5, 3), Change(-5, 4)).Happened.OfType<LowStockAlerted>().Count());

    [Fact]
    public void A_reservation_counts() =>
        Assert.Equal(2, Assert.Single(Watched().When(new ReserveStock("shopify-1", "1", "shop", 3, At(2))).Happened.OfType<LowStockAlerted>()).Available);

    [Fact]
    public void A_threshold_above_the_stock_alerts_at_once() =>
        Assert.Single(new StockScenario().When(new SetStock(null, 2, null, At(0)), new ChangeSettings(new() { LowStockBelow = 3, OccurredAt = At(1) })).Happened.OfType<LowStockAlerted>());

    [Fact]
    public void Without_a_threshold_nothing_is_raised() =>
        Assert.Empty(new StockScenario().When(new SetStock(null, 2, null, At(0)), Change(-2, 1)).Happened.OfType<LowStockAlerted>());

    [Fact]
    public void A_negative_threshold_is_refused() => Assert.Equal("settings.negative_units",
        Assert.Throws<RefusedException>(() => Watched().When(new ChangeSettings(new() { LowStockBelow = -1, OccurredAt = At(9) }))).Code);

    private static ChangeStock Change(long delta, double at) => new(null, delta, null, At(at));
}
