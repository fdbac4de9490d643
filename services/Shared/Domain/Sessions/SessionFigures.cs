using System.Globalization;
using CreatorFlow.Contracts.Sessions;

namespace CreatorFlow.Domain.Sessions;

/// <summary>Blocks and analytics as the agent and the gateway answer them alike. Pure.</summary>
internal static class SessionFigures
{
    /// <summary>How far back sessions are taken into account. A pause of five hours, such as a night, makes blocks begin anew, so what lies before changes nothing.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(35);

    private const int DaysOfWeek = 7;

    /// <summary>The newest first.</summary>
    public static IReadOnlyList<ShownBlock> Blocks(IReadOnlyCollection<WorkSpan> sessions, DateTimeOffset now)
    {
        var blocks = FiveHourBlocks.Of(sessions, now);
        var current = FiveHourBlocks.Current(blocks, now);
        return [.. blocks.Reverse().Select(b => new ShownBlock
        {
            Id = IdOf(b), StartTime = b.Start, EndTime = b.End, IsActive = b == current, Sessions = b.Sessions, Tokens = b.Tokens,
        })];
    }

    public static ShownAnalytics Analytics(IReadOnlyCollection<WorkSpan> sessions, DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        var (midnight, tomorrow, week) = (BeginOf(today, zone), BeginOf(today.AddDays(1), zone), BeginOf(today.AddDays(1 - DaysOfWeek), zone));
        return new()
        {
            Today = ByType(sessions.Where(s => s.Touches(midnight, tomorrow, now)), of => Today(of, midnight, tomorrow, now)),
            Weekly = ByType(sessions.Where(s => s.Touches(week, tomorrow, now)), of => new ShownWeek { Sessions = of.Count, Tokens = Tokens(of, week, tomorrow, now) }),
            CurrentBlock = FiveHourBlocks.Current(FiveHourBlocks.Of(sessions, now), now) is { } block ? Current(block, now) : null,
        };
    }

    private static SortedDictionary<string, T> ByType<T>(IEnumerable<WorkSpan> sessions, Func<List<WorkSpan>, T> figures) =>
        new(sessions.GroupBy(s => s.SessionType).ToDictionary(g => g.Key, g => figures([.. g])), StringComparer.Ordinal);

    private static ShownToday Today(List<WorkSpan> sessions, DateTimeOffset from, DateTimeOffset to, DateTimeOffset now) => new()
    {
        Sessions = sessions.Count,
        Tokens = Tokens(sessions, from, to, now),
        AverageMessages = Math.Round(sessions.Sum(s => (decimal)s.Messages) / sessions.Count, 2),
        Active = sessions.Count(s => s.End is null),
    };

    private static long Tokens(List<WorkSpan> sessions, DateTimeOffset from, DateTimeOffset to, DateTimeOffset now) =>
        sessions.Sum(s => s.TokensBetween(from, to, now));

    private static ShownCurrentBlock Current(FiveHourBlock block, DateTimeOffset now)
    {
        var elapsed = now > block.Start ? now - block.Start : TimeSpan.Zero;
        return new()
        {
            Id = IdOf(block),
            ElapsedMinutes = (long)elapsed.TotalMinutes,
            RemainingMinutes = (long)FiveHourBlocks.Length.TotalMinutes - (long)elapsed.TotalMinutes,
            Sessions = block.Sessions,
            Tokens = block.Tokens,
            ProgressPercent = Math.Round((decimal)elapsed.Ticks * 100 / FiveHourBlocks.Length.Ticks, 1),
        };
    }

    private static string IdOf(FiveHourBlock block) => block.Start.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A day's first moment. Where the clock is put forward at midnight, it is the moment after; where it is put back over midnight, the earlier one.</summary>
    private static DateTimeOffset BeginOf(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(30);
        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }
}
