using CreatorFlow.Contracts.Sessions;

namespace CreatorFlow.Agent.Recording;

/// <summary>What a record makes of a session. Pure.</summary>
internal static class RecordingRules
{
    private const long MostTokens = 1_000_000_000_000;
    private const long MostMessages = 1_000_000_000;
    private const int MostModels = 50;
    private const int LongestName = 200;
    private const int LongestText = 2_000;

    /// <summary>The first thing that is wrong, or null: what is taken here must be readable at the gateway.</summary>
    public static string? Broken(RecordedSession wanted, DateTimeOffset now) =>
        wanted.Id is { } id && !IsName(id) ? $"id is empty, longer than {LongestName} or holds control characters."
        : wanted.SessionType is { } type && !IsName(type) ? $"session_type is empty, longer than {LongestName} or holds control characters."
        : wanted.EstimatedTokens is < 0 or > MostTokens ? "estimated_tokens is out of its range."
        : wanted.TotalMessages is < 0 or > MostMessages ? "total_messages is out of its range."
        : wanted.ModelsUsed is { } models && (models.Count > MostModels || !models.All(IsName)) ? $"models_used holds more than {MostModels}, or an empty or overlong name."
        : wanted.Project?.Length > LongestText || wanted.Description?.Length > LongestText ? $"project or description is longer than {LongestText}."
        : wanted.StartTime > now.AddMinutes(5) || wanted.EndTime > now.AddMinutes(5) ? "start_time or end_time is in the future."
        : null;

    public static SentSession Started(RecordedSession wanted, string id, DateTimeOffset now) => Recorded(new()
    {
        Id = id, SessionType = wanted.SessionType!, StartTime = (wanted.StartTime ?? now).ToUniversalTime(), EndTime = null, EstimatedTokens = 0, TotalMessages = 0,
        ModelsUsed = [], Metadata = new() { Project = null, Description = null, Efficiency = null }, Version = 0, UpdatedAt = now, TimeZone = null,
    }, wanted, now);

    public static SentSession Progressed(SentSession session, RecordedSession wanted, DateTimeOffset now) => Recorded(session, wanted, now);

    /// <summary>Never before it began, even by a clock that was set back.</summary>
    public static SentSession Ended(SentSession session, RecordedSession wanted, DateTimeOffset now)
    {
        var end = (wanted.EndTime ?? now).ToUniversalTime();
        return Recorded(session, wanted, now) with { EndTime = end > session.StartTime ? end : session.StartTime };
    }

    private static SentSession Recorded(SentSession session, RecordedSession wanted, DateTimeOffset now) => session with
    {
        EstimatedTokens = wanted.EstimatedTokens ?? session.EstimatedTokens,
        TotalMessages = wanted.TotalMessages ?? session.TotalMessages,
        ModelsUsed = [.. session.ModelsUsed.Union(wanted.ModelsUsed ?? [], StringComparer.Ordinal).Take(MostModels)],
        Metadata = new()
        {
            Project = wanted.Project ?? session.Metadata.Project, Description = wanted.Description ?? session.Metadata.Description, Efficiency = wanted.Efficiency ?? session.Metadata.Efficiency,
        },
        // The clock's, so that an agent whose data came back from a copy goes on above what it had sent; one more where the clock was set back.
        Version = Math.Max(session.Version + 1, now.ToUnixTimeMilliseconds()),
        UpdatedAt = now,
    };

    private static bool IsName(string text) => !string.IsNullOrWhiteSpace(text) && text.Length <= LongestName && !text.Any(char.IsControl) && !text.Any(char.IsSurrogate);
}
