using CreatorFlow.Domain.Sessions;

namespace CreatorFlow.Tests.Unit.Sessions;

/// <summary>Days are those of the creator's zone.</summary>
public class Session_analytics
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private static DateTimeOffset At(int month, int day, double hour) => new DateTimeOffset(2026, month, day, 0, 0, 0, TimeSpan.Zero).AddHours(hour);

    private static WorkSpan Span(DateTimeOffset start, double hours, long tokens) => new("coding", start, start.AddHours(hours), tokens, 4);

    [Fact]
    public void A_session_over_midnight_counts_on_both_days_with_its_tokens_by_time()
    {
        var session = Span(At(3, 2, 22), 2, tokens: 1_000); // 23:00 to 01:00 in Berlin
        Assert.Equal(500, SessionFigures.Analytics([session], At(3, 2, 22.5), Berlin).Today["coding"].Tokens);
        Assert.Equal(500, SessionFigures.Analytics([session], At(3, 3, 12), Berlin).Today["coding"].Tokens);
        Assert.Equal((1L, 1_000L), SessionFigures.Analytics([session], At(3, 3, 12), Berlin).Weekly["coding"] is var week ? (week.Sessions, week.Tokens) : default);
    }

    [Fact]
    public void The_day_that_lacks_an_hour_begins_at_its_own_midnight()
    {
        var early = Span(At(3, 28, 23.25), 0.25, tokens: 10); // 00:15 in Berlin on 29 March
        Assert.Equal(10, SessionFigures.Analytics([early], At(3, 29, 20), Berlin).Today["coding"].Tokens);
        Assert.Empty(SessionFigures.Analytics([early], At(3, 29, 22), Berlin).Today); // 00:00 on the 30th
    }

    [Fact]
    public void Where_midnight_itself_is_skipped_the_day_begins_after_it()
    {
        var beirut = TimeZoneInfo.FindSystemTimeZoneById("Asia/Beirut");
        var session = Span(new(2026, 3, 29, 1, 0, 0, TimeSpan.FromHours(3)), 0.5, tokens: 10);
        Assert.Equal(10, SessionFigures.Analytics([session], new(2026, 3, 29, 12, 0, 0, TimeSpan.FromHours(3)), beirut).Today["coding"].Tokens);
    }

    [Fact]
    public void Figures_are_told_by_type()
    {
        var figures = SessionFigures.Analytics([Span(At(3, 2, 9), 1, 100), Span(At(3, 2, 11), 1, 50) with { Messages = 5 }, new("writing", At(3, 2, 12), null, 7, 1), Span(At(2, 20, 9), 1, 9)], At(3, 2, 13), TimeZoneInfo.Utc);
        Assert.Equal((2L, 150L, 4.5m, 0L), figures.Today["coding"] is var coding ? (coding.Sessions, coding.Tokens, coding.AverageMessages, coding.Active) : default);
        Assert.Equal((1L, 1L), figures.Today["writing"] is var writing ? (writing.Sessions, writing.Active) : default);
        Assert.Equal(2, figures.Weekly["coding"].Sessions);
    }
}
