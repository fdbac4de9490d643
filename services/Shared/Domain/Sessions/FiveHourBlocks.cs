namespace CreatorFlow.Domain.Sessions;

/// <summary>Five hours of work.</summary>
/// <param name="Start">When its first session began, or the block before it ended in the middle of one.</param>
/// <param name="Sessions">Sessions that were going on in it.</param>
/// <param name="Tokens">Of the time within it.</param>
internal sealed record FiveHourBlock(DateTimeOffset Start, long Sessions, long Tokens)
{
    public DateTimeOffset End => Start + FiveHourBlocks.Length;
}

/// <summary>
/// Blocks of five hours, the same at the agent and at the gateway. A block begins with the first session after the last block
/// ended; a session that is still going on at that end begins the next one right there. They are lengths of time, so that
/// midnight and a change of daylight saving mean nothing to them. Pure.
/// </summary>
internal static class FiveHourBlocks
{
    public static readonly TimeSpan Length = TimeSpan.FromHours(5);

    /// <summary>In their order, whatever the order of the sessions.</summary>
    public static IReadOnlyList<FiveHourBlock> Of(IReadOnlyCollection<WorkSpan> sessions, DateTimeOffset now)
    {
        var byStart = sessions.OrderBy(session => session.Start).ToList();
        var blocks = new List<FiveHourBlock>();
        var open = new List<WorkSpan>();
        var next = 0;
        while (next < byStart.Count || open.Count > 0)
        {
            var start = open.Count > 0 ? blocks[^1].End : byStart[next].Start;
            while (next < byStart.Count && byStart[next].Start < start + Length) open.Add(byStart[next++]);
            blocks.Add(new(start, open.Count, open.Sum(session => session.TokensBetween(start, start + Length, now))));
            open.RemoveAll(session => session.EndBy(now) <= start + Length);
        }
        return blocks;
    }

    /// <summary>The block that runs now, or null. One that begins in the future has just begun: the clock was set back.</summary>
    public static FiveHourBlock? Current(IReadOnlyList<FiveHourBlock> blocks, DateTimeOffset now) => blocks is [.., var last] && now < last.End ? last : null;
}
