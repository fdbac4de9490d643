using CreatorFlow.Contracts.ReadModels;
using CreatorFlow.Contracts.Sessions;
using CreatorFlow.Domain.Sessions;

namespace CreatorFlow.Dashboard.Sessions;

/// <summary>Stored sessions as they are shown. Pure.</summary>
internal static class SessionViews
{
    public static ShownSession Shown(WorkSession session) => new()
    {
        Id = session.Id, SessionType = session.SessionType, StartTime = session.StartTime, EndTime = session.EndTime,
        EstimatedTokens = session.EstimatedTokens, TotalMessages = session.TotalMessages, ModelsUsed = session.ModelsUsed,
        Metadata = new() { Project = session.Project, Description = session.Description, Efficiency = session.Efficiency },
    };

    /// <summary>By the days of the zone that was heard of last.</summary>
    public static ShownAnalytics Analytics(IReadOnlyList<WorkSession> newestFirst, DateTimeOffset now) =>
        SessionFigures.Analytics(Spans(newestFirst), now, SessionZone.Of(newestFirst.Count > 0 ? newestFirst[0].TimeZone : null));

    public static IReadOnlyList<ShownBlock> Blocks(IReadOnlyList<WorkSession> sessions, DateTimeOffset now) => SessionFigures.Blocks(Spans(sessions), now);

    private static List<WorkSpan> Spans(IReadOnlyList<WorkSession> sessions) =>
        [.. sessions.Select(s => new WorkSpan(s.SessionType, s.StartTime, s.EndTime, s.EstimatedTokens, s.TotalMessages))];
}
