namespace CreatorFlow.Domain.Sessions;

/// <summary>What figures are made of: one session's time and numbers.</summary>
/// <param name="SessionType">What it was.</param>
/// <param name="Start">When it began.</param>
/// <param name="End">When it ended; null while it goes on.</param>
/// <param name="Tokens">All of them so far.</param>
/// <param name="Messages">All of them so far.</param>
internal readonly record struct WorkSpan(string SessionType, DateTimeOffset Start, DateTimeOffset? End, long Tokens, long Messages)
{
    /// <summary>Where it ends as seen from now. A clock that was set back does not make it end before it began.</summary>
    public DateTimeOffset EndBy(DateTimeOffset now) => (End ?? now) is var end && end > Start ? end : Start;

    /// <summary>Whether it was going on between two moments, the second one excluded.</summary>
    public bool Touches(DateTimeOffset from, DateTimeOffset to, DateTimeOffset now) => Start < to && (EndBy(now) > from || Start >= from);

    /// <summary>The tokens between two moments, in proportion to time, all at once of a session without length. Adjoining intervals add up to exactly all of them.</summary>
    public long TokensBetween(DateTimeOffset from, DateTimeOffset to, DateTimeOffset now) => TokensBefore(to, now) - TokensBefore(from, now);

    private long TokensBefore(DateTimeOffset moment, DateTimeOffset now)
    {
        var end = EndBy(now);
        if (moment <= Start) return 0;
        return moment >= end ? Tokens : (long)((Int128)Tokens * (moment - Start).Ticks / (end - Start).Ticks);
    }
}
