using CreatorFlow.Contracts.Sessions;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Documenting;
using CreatorFlow.Domain.Sessions;
using CreatorFlow.Hosting.Errors;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Dashboard.Sessions;

/// <summary>The reads that a creator's agent answers too, from what it has sent; in the agent's own form, which is not that of <c>/api/v1</c>.</summary>
internal static class SessionEndpoints
{
    private const int Usual = 50;
    private const int Most = 500;

    /// <summary>Times that a page promises: see <c>docs/sessions.md</c>.</summary>
    private const long FallbackAfterMs = 5_000;
    private const long RecoverWithinMs = 10_000;

    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        var sessions = routes.MapGroup("").WithTags("Sessions");
        sessions.MapGet("/status", StatusAsync).WithName("GetSessionStatus").Answers<ShownStatus>();
        sessions.MapGet("/sessions/active", ActiveAsync).WithName("ListActiveSessions").Answers<IReadOnlyList<ShownSession>>();
        sessions.MapGet("/sessions/recent", RecentAsync).WithName("ListRecentSessions").Answers<IReadOnlyList<ShownSession>>().Refuses(400, "limit.invalid");
        sessions.MapGet("/analytics/current", AnalyticsAsync).WithName("GetSessionAnalytics").Answers<ShownAnalytics>();
        sessions.MapGet("/five-hour-blocks", BlocksAsync).WithName("ListFiveHourBlocks").Answers<IReadOnlyList<ShownBlock>>();
        sessions.MapGet("/dashboard-config", Config).WithName("GetDashboardConfig").Answers<ShownDashboardConfig>();
    }

    private static async Task<IResult> StatusAsync(HttpContext context, SessionQueries queries)
    {
        var (active, lastHeard) = await queries.StatusAsync(context.Creator().CreatorId, context.RequestAborted);
        return Answer(context, new ShownStatus { Source = "hosted", ActiveSessions = active, LastSync = lastHeard, Queued = null });
    }

    private static async Task<IResult> ActiveAsync(HttpContext context, SessionQueries queries) =>
        Answer(context, (await queries.ActiveAsync(context.Creator().CreatorId, Most, context.RequestAborted)).Select(SessionViews.Shown));

    private static async Task<IResult> RecentAsync(HttpContext context, SessionQueries queries, string? limit) =>
        SessionLimit.TryParse(limit, Usual, Most, out var count)
            ? Answer(context, (await queries.RecentAsync(context.Creator().CreatorId, count, context.RequestAborted)).Select(SessionViews.Shown))
            : Problem.Of(400, "limit.invalid", "The limit is not a number that this list takes.", $"1 to {Most}.");

    private static async Task<IResult> AnalyticsAsync(HttpContext context, SessionQueries queries, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var sessions = await queries.WindowAsync(context.Creator().CreatorId, now, context.RequestAborted);
        return Answer(context, SessionViews.Analytics(sessions, now));
    }

    private static async Task<IResult> BlocksAsync(HttpContext context, SessionQueries queries, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return Answer(context, SessionViews.Blocks(await queries.WindowAsync(context.Creator().CreatorId, now, context.RequestAborted), now));
    }

    private static IResult Config(HttpContext context, IOptions<WorkSessionOptions> options) => Answer(context, new ShownDashboardConfig
    {
        AgentUrl = options.Value.AgentUrl, AgentWebSocket = $"ws{options.Value.AgentUrl["http".Length..]}/ws",
        FallbackAfterMs = FallbackAfterMs, RecoverWithinMs = RecoverWithinMs, RetentionDays = options.Value.RetentionDays,
    });

    private static IResult Answer<T>(HttpContext context, T shown)
    {
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(shown);
    }
}
