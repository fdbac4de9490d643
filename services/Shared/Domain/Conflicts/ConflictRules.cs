using CreatorFlow.Contracts;

namespace CreatorFlow.Domain.Conflicts;

/// <summary>
/// The rule table of conflicts (domain rules, section 5), as one pure function of the updates in a window. Each rule
/// orders the candidates by a key; the first rule whose keys differ decides, so the order is total and has no circles.
/// </summary>
internal static class ConflictRules
{
    public const string Merged = "merged";
    public const string ReservationPrecedence = "reservation_precedence";
    public const string ReductionPriority = "stock_reduction_priority";
    public const string ExternalPriority = "external_system_priority";
    public const string LastWriteWins = "last_write_wins";
    public const string Resolved = "resolved_by_person";

    public const string ConcurrentUpdate = "concurrent_stock_update";
    public const string ReservationConflict = "reservation_conflict";
    public const string CrossPlatformMismatch = "cross_platform_mismatch";

    public static Verdict Decide(ConflictCase @case, ConflictPolicy policy)
    {
        if (@case.Candidates.Where(c => c.Chosen > 0).MaxBy(c => c.Chosen) is { } chosen)
            return new(chosen.Key, chosen.Quantity, chosen.Since, Resolved, KindOf(@case.Candidates), Review: false);
        var standing = @case.Candidates.Where(c => !GivesWay(c, @case, policy)).ToList();
        if (standing.Count == 0) return Kept(@case);
        if (policy.Strategy == Strategies.Merge && Disagree(standing)) return Sum(@case.Before, standing);
        var (winner, reason, review) = Best(@case.Before, standing, policy);
        var gaveWay = standing.Count < @case.Candidates.Count;
        return gaveWay && reason == Merged
            ? new(winner.Key, winner.Quantity, winner.Since, ReservationPrecedence, ReservationConflict, Review: false)
            : new(winner.Key, winner.Quantity, winner.Since, reason, Disagree(standing) ? KindOf(standing) : null, review);
    }

    /// <summary>Rule 2: a set that takes units away and would leave fewer than are reserved gives way to a concurrent reservation of another source.</summary>
    private static bool GivesWay(Candidate c, ConflictCase @case, ConflictPolicy policy) =>
        c.Quantity < @case.Promised && c.Quantity < @case.Before && @case.Claims.Any(r => r.Source != c.Source && c.Meets(r, policy.Window));

    private static Verdict Kept(ConflictCase @case)
    {
        var first = @case.Claims.OrderBy(r => r.At).ThenBy(r => r.Key, StringComparer.Ordinal).First();
        return new(first.Key, null, first.At, ReservationPrecedence, ReservationConflict, Review: false);
    }

    private static (Candidate Winner, string Reason, bool Review) Best(long before, List<Candidate> standing, ConflictPolicy policy)
    {
        if (!Disagree(standing)) return (standing.OrderBy(c => c.At).ThenBy(c => c.Key, StringComparer.Ordinal).Last(), Merged, false);
        var ordered = standing.Order(Comparer<Candidate>.Create((a, b) => Compare(a, b, before, policy).Order)).ToList();
        var winner = ordered[0];
        var rival = ordered.First(c => c.Quantity != winner.Quantity);
        var reason = Compare(winner, rival, before, policy).Reason;
        var clockDecided = reason == LastWriteWins && policy.Strategy == Strategies.BusinessRules && (winner.At - rival.At).Duration() <= policy.ReviewWithin;
        return (winner, reason, clockDecided || policy.Strategy == Strategies.ManualReview);
    }

    /// <summary>Negative when the first wins, with the rule that says so.</summary>
    internal static (int Order, string Reason) Compare(Candidate a, Candidate b, long before, ConflictPolicy policy)
    {
        var byClock = policy.Strategy == Strategies.LastWriteWins;
        if (!byClock && Direction(a, before).CompareTo(Direction(b, before)) is not 0 and var reduction) return (reduction, ReductionPriority);
        if (Standing(a, byClock).CompareTo(Standing(b, byClock)) is not 0 and var external) return (external, ExternalPriority);
        if (b.At.CompareTo(a.At) is not 0 and var later) return (later, LastWriteWins);
        if (policy.RankOf(a.Source).CompareTo(policy.RankOf(b.Source)) is not 0 and var rank) return (rank, LastWriteWins);
        return (string.CompareOrdinal(a.Key, b.Key), LastWriteWins);
    }

    /// <summary>Rule 3: what sells less comes first; a set that leaves the stock as it was stands between the two.</summary>
    private static int Direction(Candidate c, long before) => c.Quantity.CompareTo(before);

    /// <summary>Rule 4. By the clock alone only TikTok Shop still comes before a person: "always" in the rules.</summary>
    private static int Standing(Candidate c, bool byClock) => c.Source switch
    {
        Platforms.Manual => 2,
        Platforms.TikTok when byClock => 1,
        _ => byClock ? 2 : 1,
    };

    private static Verdict Sum(long before, List<Candidate> standing) =>
        new(standing[^1].Key, before + standing.Sum(c => c.Quantity - before), standing.Min(c => c.Since), Merged, KindOf(standing), Review: false);

    private static bool Disagree(IReadOnlyList<Candidate> candidates) => candidates.DistinctBy(c => c.Quantity).Skip(1).Any();

    private static string KindOf(IReadOnlyList<Candidate> candidates) =>
        candidates.All(c => c.Source != Platforms.Manual) ? CrossPlatformMismatch : ConcurrentUpdate;
}
