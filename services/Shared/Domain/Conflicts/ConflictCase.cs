namespace CreatorFlow.Domain.Conflicts;

/// <summary>One source's wish within a window: on hand is to be <see cref="Quantity"/>.</summary>
/// <param name="Key">Names the update for good: idempotency key and place within its delivery.</param>
/// <param name="Source">The platform, or <c>manual</c>.</param>
/// <param name="At">The platform's time.</param>
/// <param name="Quantity">Units on hand if this one wins.</param>
/// <param name="Since">From when on differences count on top: its own time for a set, the window's beginning for a channel's report.</param>
/// <param name="Chosen">Number of the person's decision that chose it; 0 for none. The latest decision stands.</param>
/// <param name="SeenAt">Of a set that was made on an older version: when that was the current one; what others said since it did not know.</param>
internal sealed record Candidate(string Key, string Source, DateTimeOffset At, long Quantity, DateTimeOffset Since, int Chosen = 0, DateTimeOffset? SeenAt = null)
{
    /// <summary>Whether it is concurrent with a sale.</summary>
    public bool Meets(Claim claim, TimeSpan window) => (claim.At - At).Duration() <= window || (claim.At > SeenAt && claim.At <= At);
}

/// <summary>Units promised to an order's line.</summary>
/// <param name="Key">Order and line.</param>
/// <param name="Source">The order's platform.</param>
/// <param name="At">When it was placed.</param>
/// <param name="Quantity">Units.</param>
internal sealed record Claim(string Key, string Source, DateTimeOffset At, long Quantity);

/// <summary>Everything that a decision depends on; no order of arrival in it.</summary>
/// <param name="Before">Units on hand before the window.</param>
/// <param name="Candidates">One a source, at least one.</param>
/// <param name="Claims">Concurrent reservations.</param>
/// <param name="Promised">Units promised to orders at the place by then, those claims included.</param>
internal sealed record ConflictCase(long Before, IReadOnlyList<Candidate> Candidates, IReadOnlyList<Claim> Claims, long Promised);

/// <summary>What was decided.</summary>
/// <param name="Winner">Key of the winner: a candidate's, or a claim's when a reservation kept every set out.</param>
/// <param name="Quantity">Units on hand by decision; null when no set stands.</param>
/// <param name="StandsAt">From when on differences count on top.</param>
/// <param name="Reason">The rule that decided.</param>
/// <param name="Kind"><c>concurrent_stock_update</c>, <c>reservation_conflict</c> or <c>cross_platform_mismatch</c>; null when nothing conflicted.</param>
/// <param name="Review">True when a person should look at it.</param>
internal sealed record Verdict(string Winner, long? Quantity, DateTimeOffset StandsAt, string Reason, string? Kind, bool Review);
