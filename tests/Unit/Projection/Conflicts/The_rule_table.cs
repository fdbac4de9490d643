using CreatorFlow.Domain.Conflicts;
using static CreatorFlow.Domain.Conflicts.ConflictRules;
using static CreatorFlow.Tests.Unit.Projection.StockScenario;

namespace CreatorFlow.Tests.Unit.Projection.Conflicts;

/// <summary>One row for each rule of the table and for each pair of rules that could both apply. On hand is 10 before the window.</summary>
public class The_rule_table
{
    /// <summary>Source, second and quantity of two sets; a reservation's source and second, if any; what is expected.</summary>
    public static TheoryData<string, string, string, string, string, string, bool> Rows() => new()
    {
        // each rule alone
        { "1: equal sets agree", "shopify@0=7", "manual@2=7", "", "manual", Merged, false },
        { "1: a single set", "shopify@0=7", "", "", "shopify", Merged, false },
        { "1: a reservation that fits beside a set", "manual@0=7", "", "tiktok@1", "manual", Merged, false },
        { "2: a reservation before an adjustment", "manual@0=1", "", "tiktok@1", "reservation", ReservationPrecedence, false },
        { "3: a reduction before an increase", "shopify@0=7", "amazon@2=12", "", "shopify", ReductionPriority, false },
        { "3: a reduction before a set that changes nothing", "shopify@0=7", "amazon@2=10", "", "shopify", ReductionPriority, false },
        { "4: an external platform before a person", "shopify@0=7", "manual@2=5", "", "shopify", ExternalPriority, false },
        { "4: TikTok Shop before a person", "tiktok@0=7", "manual@2=5", "", "tiktok", ExternalPriority, false },
        { "5: the later of two platforms", "shopify@0=7", "amazon@2=5", "", "amazon", LastWriteWins, true },
        { "5: the rank when the times are equal", "shopify@1=7", "tiktok@1=5", "", "tiktok", LastWriteWins, true },
        // pairs that could both apply: the earlier rule decides
        { "1 and 3: equal reductions agree", "shopify@0=7", "amazon@2=7", "", "amazon", Merged, false },
        { "1 and 4: a person agrees with a platform", "manual@2=7", "shopify@0=7", "", "manual", Merged, false },
        { "1 and 5: two platforms agree", "tiktok@0=12", "shopify@1=12", "", "shopify", Merged, false },
        { "2 and 3: a reservation keeps the larger reduction out", "shopify@0=1", "amazon@2=7", "tiktok@1", "amazon", ReservationPrecedence, false },
        { "2 and 4: a reservation keeps a platform's set out", "amazon@0=1", "manual@1=6", "tiktok@1", "manual", ReservationPrecedence, false },
        { "2 and 5: a reservation keeps the later set out", "shopify@0=6", "amazon@2=1", "tiktok@1", "shopify", ReservationPrecedence, false },
        { "3 and 4: a person's reduction before a platform's increase", "manual@0=7", "shopify@2=12", "", "manual", ReductionPriority, false },
        { "3 and 5: the earlier reduction before a later increase", "shopify@0=7", "tiktok@2=12", "", "shopify", ReductionPriority, false },
        { "4 and 5: an earlier platform before a later person", "amazon@0=5", "manual@4=3", "", "amazon", ExternalPriority, false },
    };

    [Theory, MemberData(nameof(Rows))]
    public void Each_row_names_winner_and_reason(string row, string first, string second, string reservation, string winner, string reason, bool review)
    {
        Candidate[] candidates = [.. new[] { first, second }.Where(c => c.Length > 0).Select(Parse)];
        Claim[] claims = reservation.Length == 0 ? [] : [new("reservation", reservation.Split('@')[0], At(double.Parse(reservation.Split('@')[1], System.Globalization.CultureInfo.InvariantCulture)), 3)];
        foreach (var order in new[] { candidates, [.. candidates.Reverse()] })
        {
            var verdict = Decide(new(10, order, claims, claims.Sum(c => c.Quantity)), ConflictPolicy.Default);
            Assert.Equal((row, winner, reason, review), (row, verdict.Winner, verdict.Reason, verdict.Review));
        }
    }

    [Fact]
    public void Equal_time_and_rank_leave_it_to_the_key()
    {
        Candidate a = new("a", "etsy", At(1), 3, At(1)), b = new("b", "ebay", At(1), 5, At(1));
        Assert.Equal("a", Decide(new(10, [b, a], [], 0), ConflictPolicy.Default).Winner);
    }

    [Fact]
    public void By_the_clock_the_later_wins_but_TikTok_Shop_always_comes_before_a_person()
    {
        var clock = ConflictPolicy.Default with { Strategy = Strategies.LastWriteWins };
        Assert.Equal("manual", Decide(new(10, [Parse("shopify@0=7"), Parse("manual@2=12")], [], 0), clock).Winner);
        Assert.Equal("tiktok", Decide(new(10, [Parse("tiktok@0=7"), Parse("manual@2=12")], [], 0), clock).Winner);
    }

    [Fact]
    public void Manual_review_lets_the_table_decide_for_the_time_being()
    {
        var verdict = Decide(new(10, [Parse("shopify@0=7"), Parse("manual@2=12")], [], 0), ConflictPolicy.Default with { Strategy = Strategies.ManualReview });
        Assert.Equal(("shopify", true), (verdict.Winner, verdict.Review));
    }

    [Fact]
    public void Merge_adds_up_what_each_set_changed() =>
        Assert.Equal(9, Decide(new(10, [Parse("shopify@0=7"), Parse("manual@2=12")], [], 0), ConflictPolicy.Default with { Strategy = Strategies.Merge }).Quantity);

    [Fact]
    public void A_persons_choice_stands() =>
        Assert.Equal(("manual", Resolved), Decide(new(10, [Parse("shopify@0=7"), Parse("manual@2=12") with { Chosen = 1 }], [], 0), ConflictPolicy.Default) is var v ? (v.Winner, v.Reason) : default);

    private static Candidate Parse(string text)
    {
        var parts = text.Split('@', '=');
        var at = At(double.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture));
        return new(parts[0], parts[0], at, long.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture), at);
    }
}
