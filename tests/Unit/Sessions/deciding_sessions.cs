using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Sessions;
using CreatorFlow.Domain.Sessions;
using FsCheck;
using FsCheck.Fluent;

namespace CreatorFlow.Tests.Unit.Sessions;

/// <summary>The decider of <c>session-{id}</c>.</summary>
public class Deciding_sessions
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static SessionReported Report(long revision, bool ended = false) => new()
    {
        SessionId = "a", Revision = revision, SessionType = "coding", StartTime = Start, EndTime = ended ? Start.AddHours(1) : null, EstimatedTokens = revision * 10, TotalMessages = revision, OccurredAt = Start,
    };

    private static (SessionState State, List<SessionEvent> Events) Told(params IEnumerable<SessionReported> reports)
    {
        var (state, events) = (new SessionState(), new List<SessionEvent>());
        foreach (var report in reports)
        {
            var happened = Session.Decide(report, state);
            state = happened.Aggregate(state, Session.Evolve);
            events.AddRange(happened);
        }
        return (state, events);
    }

    [Fact]
    public void A_session_starts_goes_on_and_ends() =>
        Assert.Equal([typeof(SessionStarted), typeof(SessionProgressed), typeof(SessionEnded)], Told(Report(1), Report(2), Report(3, ended: true)).Events.Select(e => e.GetType()));

    [Fact]
    public void One_that_is_first_heard_of_at_its_end_has_started_too() =>
        Assert.Equal([typeof(SessionStarted), typeof(SessionEnded)], Told(Report(9, ended: true)).Events.Select(e => e.GetType()));

    [Fact]
    public void An_older_or_equal_revision_says_nothing() => Assert.Single(Told(Report(5), Report(4), Report(5)).Events);

    [Fact]
    public void What_has_ended_stays_ended_whatever_is_corrected()
    {
        var (state, _) = Told(Report(3, ended: true), Report(4));
        Assert.Equal((Start.AddHours(1), 40L), (state.EndTime!.Value, state.EstimatedTokens));
    }

    [Fact]
    public void In_whatever_order_and_however_often_they_come_the_newest_stands() => Prop.ForAll(Gen.Choose(1, 9).NonEmptyListOf().ToArbitrary(), revisions =>
    {
        var (state, events) = Told(revisions.Select(r => Report(r, ended: r == 9)));
        Assert.Equal(revisions.Max() * 10L, state.EstimatedTokens);
        Assert.Equal(events.Select(e => e.Revision).Order(), events.Select(e => e.Revision));
        Assert.Single(events.OfType<SessionStarted>());
    }).QuickCheckThrowOnFailure();
}
