using CreatorFlow.Domain.Conflicts;
using CreatorFlow.Domain.Inventory;
using static CreatorFlow.Tests.Unit.Projection.StockScenario;

namespace CreatorFlow.Tests.Unit.Projection.Conflicts;

/// <summary>A set made on a version that is no longer current is concurrent with what others said since (domain rules, section 5).</summary>
public class Sets_on_an_older_version
{
    private static readonly UpdateOrigin Person = new("manual", "offline");

    private static StockScenario Shelf() => new StockScenario().Given(Shopify).When(new ReportStock("shop", "808950810", "loc", 10, At(0)) { Origin = new("shopify", "first") });

    private static SetStock Set(long quantity, double seenAt) => new("loc", quantity, null, At(600), At(seenAt)) { Origin = Person };

    private static ReportStock Report(long available, double at) => new("shop", "808950810", "loc", available, At(at)) { Origin = new("shopify", $"report-{at}") };

    public static TheoryData<bool> EitherFirst => [true, false];

    [Theory, MemberData(nameof(EitherFirst))]
    public void The_lower_of_it_and_a_platforms_report_stands(bool setFirst)
    {
        var stock = Play(setFirst, Set(12, seenAt: 60), Report(7, at: 300));
        Assert.Equal(7, stock.OnHand);
        var conflict = Assert.Single(stock.Conflicts);
        Assert.Equal((ConflictRules.ConcurrentUpdate, ConflictRules.ReductionPriority, 10L), (conflict.Kind, conflict.Reason, conflict.Base));
    }

    [Theory, MemberData(nameof(EitherFirst))]
    public void What_the_person_had_seen_is_no_conflict(bool setFirst)
    {
        var stock = Play(setFirst, Set(12, seenAt: 400), Report(7, at: 300));
        Assert.Equal(12, stock.OnHand);
        Assert.Empty(stock.Conflicts);
    }

    [Theory, MemberData(nameof(EitherFirst))]
    public void It_gives_way_to_an_order_that_it_did_not_know_of(bool setFirst)
    {
        var stock = Play(setFirst, Set(2, seenAt: 60), new ReserveStock("shopify-1", "1", "shop", 4, At(300)) { Origin = new("shopify", "order") });
        Assert.Equal((10, 4), (stock.OnHand, stock.Reserved));
        Assert.Equal(ConflictRules.ReservationPrecedence, Assert.Single(stock.Conflicts).Reason);
    }

    [Theory, MemberData(nameof(EitherFirst))]
    public void Of_two_sessions_of_one_person_the_later_stands(bool setFirst)
    {
        var stock = Play(setFirst, Set(12, seenAt: 60), new SetStock("loc", 9, null, At(700), At(60)) { Origin = new("manual", "tablet") });
        Assert.Equal(9, stock.OnHand);
        Assert.Empty(stock.Conflicts);
    }

    private static StockState Play(bool setFirst, StockCommand set, StockCommand other) => (setFirst ? Shelf().When(set, other) : Shelf().When(other, set)).State;
}
