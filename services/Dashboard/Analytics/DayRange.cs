using System.Globalization;
using CreatorFlow.Hosting.Errors;

namespace CreatorFlow.Dashboard.Analytics;

/// <summary>Whole days of the person's own clock, both included.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The last.</param>
/// <param name="TimeZone">Name of the IANA time zone database.</param>
internal sealed record DayRange(DateOnly From, DateOnly To, string TimeZone)
{
    private const int DaysByDefault = 30;

    /// <returns>A problem, or null when the range is good.</returns>
    public static IResult? Parse(RangeQuery asked, int mostDays, DateTimeOffset now, out DayRange range)
    {
        range = null!;
        if (!TryZone(asked.TimeZone, out var zone)) return Problem.Of(400, "time_zone.invalid", "There is no such time zone.", "timeZone is a name like Europe/Berlin; UTC when it is absent.");
        var to = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        if (!TryDay(asked.To, ref to)) return NoDay("to");
        var from = to.DayNumber > DaysByDefault ? to.AddDays(1 - DaysByDefault) : to;
        if (!TryDay(asked.From, ref from)) return NoDay("from");
        range = new(from, to, zone.Id);
        var days = to.DayNumber - from.DayNumber + 1;
        return days >= 1 && days <= mostDays ? null : Problem.Of(400, "range.invalid", "The days cannot be used.", $"from is not after to, and both span at most {mostDays} days.");
    }

    /// <summary>Offsets like <c>UTC+5</c> mean the opposite to PostgreSQL: names alone are taken.</summary>
    private static bool TryZone(string? name, out TimeZoneInfo zone)
    {
        zone = TimeZoneInfo.Utc;
        return string.IsNullOrEmpty(name) || name == "UTC" || (name.Length <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-') && TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone!));
    }

    private static bool TryDay(string? text, ref DateOnly day) =>
        string.IsNullOrEmpty(text) || (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && day.Year is >= 2000 and <= 9000);

    private static IResult NoDay(string name) => Problem.Of(400, "day.invalid", "The day could not be read.", $"{name} must be like 2026-11-21.");
}

/// <summary>The range as it stands in the query.</summary>
/// <param name="From">The first day; 29 days before <paramref name="To"/> when absent.</param>
/// <param name="To">The last day, included; today when absent.</param>
/// <param name="TimeZone">Whose days; UTC when absent.</param>
internal readonly record struct RangeQuery(string? From, string? To, string? TimeZone);
