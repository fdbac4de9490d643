using CreatorFlow.Contracts.ReadModels;

namespace CreatorFlow.Domain.Sessions;

/// <summary>The read model of one work session: a pure function of its state.</summary>
internal static class WorkSessionView
{
    public const string Alias = "worksession";
    public const string Topic = "sessions";

    public static WorkSession Of(SessionState session, long version, DateTimeOffset updatedAt) => new()
    {
        Id = session.SessionId, SessionType = session.SessionType, StartTime = session.StartTime.ToUniversalTime(), StartedMs = session.StartTime.ToUnixTimeMilliseconds(), EndTime = session.EndTime?.ToUniversalTime(),
        EstimatedTokens = session.EstimatedTokens, TotalMessages = session.TotalMessages, ModelsUsed = session.ModelsUsed,
        Project = session.Project, Description = session.Description, Efficiency = session.Efficiency, TimeZone = session.TimeZone,
        Revision = session.Revision, UpdatedAt = updatedAt, Version = version,
    };
}
