using System.Text.Json.Serialization;
using CreatorFlow.Accounts.ShareLinks;
using CreatorFlow.Contracts.ReadModels;
using CreatorFlow.Contracts.Sessions;
using CreatorFlow.Dashboard.Documenting;
using CreatorFlow.Dashboard.Sessions;

namespace CreatorFlow.Dashboard.Sharing;

/// <summary>What a link to work sessions shows: figures, and sessions without ids, projects and descriptions, which are a person's words.</summary>
internal sealed class SharedSessions(SessionQueries queries, TimeProvider clock)
{
    private const int Most = 50;

    public async Task<IResult> AnswerAsync(ShareLink link, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var sessions = await queries.WindowAsync(link.CreatorId, now, cancellation);
        return TypedResults.Ok(new SharedShown(link.Label, link.ExpiresAt, [], null)
        {
            Sessions = new([.. sessions.Take(Most).Select(Of)], SessionViews.Analytics(sessions, now), SessionViews.Blocks(sessions, now)),
        });
    }

    private static SharedSession Of(WorkSession session) =>
        new(session.SessionType, session.StartTime, session.EndTime, session.EndTime is null, session.EstimatedTokens, session.TotalMessages, session.ModelsUsed);
}

/// <summary>Sessions of the last 35 days, the newest first, and what they add up to.</summary>
internal sealed record SharedSessionsShown(IReadOnlyList<SharedSession> Recent, ShownAnalytics Analytics, [property: JsonPropertyName("five_hour_blocks")] IReadOnlyList<ShownBlock> FiveHourBlocks);

/// <summary>A session without anything of a person's.</summary>
internal sealed record SharedSession(
    [property: JsonPropertyName("session_type")] string SessionType,
    [property: JsonPropertyName("start_time")] DateTimeOffset StartTime,
    [property: JsonPropertyName("end_time")] DateTimeOffset? EndTime,
    [property: JsonPropertyName("is_active")] bool IsActive,
    [property: JsonPropertyName("estimated_tokens")] long EstimatedTokens,
    [property: JsonPropertyName("total_messages")] long TotalMessages,
    [property: JsonPropertyName("models_used")] IReadOnlyList<string> ModelsUsed);
