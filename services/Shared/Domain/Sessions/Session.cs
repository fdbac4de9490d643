using System.Diagnostics;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Sessions;

namespace CreatorFlow.Domain.Sessions;

/// <summary>The decider of the stream <c>session-{sessionId}</c>: the newest revision counts, in whatever order they come; what has ended stays ended.</summary>
internal static class Session
{
    public const string StreamType = "session";

    public static string StreamOf(string sessionId) => $"session-{sessionId}";

    /// <summary>Empty when it is no newer than what is known.</summary>
    public static IReadOnlyList<SessionEvent> Decide(SessionReported wanted, SessionState session) => wanted switch
    {
        _ when wanted.Revision <= session.Revision => [],
        { EndTime: { } end } when session.Revision == 0 => [Started(wanted), Ended(wanted, end)],
        { EndTime: { } end } => [Ended(wanted, end)],
        _ when session.Revision == 0 => [Started(wanted)],
        _ => [Progressed(wanted)],
    };

    public static SessionState Evolve(SessionState session, SessionEvent happened) => happened switch
    {
        SessionStarted e => Figures(session, e) with { SessionId = e.SessionId, SessionType = e.SessionType, StartTime = e.StartTime, TimeZone = e.TimeZone },
        SessionProgressed e => Figures(session, e),
        SessionEnded e => Figures(session, e) with { EndTime = e.EndTime },
        _ => throw new UnreachableException(happened.ToString()),
    };

    private static SessionState Figures(SessionState session, SessionEvent e) => session with
    {
        Revision = e.Revision, EstimatedTokens = e.EstimatedTokens, TotalMessages = e.TotalMessages, ModelsUsed = e.ModelsUsed,
        Project = e.Project, Description = e.Description, Efficiency = e.Efficiency,
    };

    private static SessionStarted Started(SessionReported r) => new()
    {
        SessionId = r.SessionId, SessionType = r.SessionType, StartTime = r.StartTime, TimeZone = r.TimeZone,
        Revision = r.Revision, EstimatedTokens = r.EstimatedTokens, TotalMessages = r.TotalMessages, ModelsUsed = r.ModelsUsed,
        Project = r.Project, Description = r.Description, Efficiency = r.Efficiency, OccurredAt = r.OccurredAt,
    };

    private static SessionProgressed Progressed(SessionReported r) => new()
    {
        Revision = r.Revision, EstimatedTokens = r.EstimatedTokens, TotalMessages = r.TotalMessages, ModelsUsed = r.ModelsUsed,
        Project = r.Project, Description = r.Description, Efficiency = r.Efficiency, OccurredAt = r.OccurredAt,
    };

    private static SessionEnded Ended(SessionReported r, DateTimeOffset end) => new()
    {
        EndTime = end, Revision = r.Revision, EstimatedTokens = r.EstimatedTokens, TotalMessages = r.TotalMessages, ModelsUsed = r.ModelsUsed,
        Project = r.Project, Description = r.Description, Efficiency = r.Efficiency, OccurredAt = r.OccurredAt,
    };
}
