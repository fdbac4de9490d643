using System.Globalization;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Documenting;
using CreatorFlow.Dashboard.Paging;
using CreatorFlow.Hosting.Errors;

namespace CreatorFlow.Dashboard.Deliveries;

/// <summary><c>POST /api/v1/deliveries/{id}/replay</c> and <c>/api/v1/deliveries/replay</c>: archived webhooks are read again by today's
/// translators. What was applied is a duplicate; what came to nothing is applied now, if it can be.</summary>
internal static class ReplayEndpoints
{
    /// <summary>Deliveries that one request replays at most, and when it says nothing.</summary>
    public const int Most = 1_000;

    public static void MapReplays(this IEndpointRouteBuilder deliveries)
    {
        deliveries.MapPost("/{id}/replay", OneAsync).WithName("ReplayDelivery").Answers<ReplayStarted>(StatusCodes.Status202Accepted).Refuses(404, "delivery.not_found").Refuses(409, "delivery.not_a_webhook", "connection.unknown").Refuses(503, "replay.unavailable");
        deliveries.MapPost("/replay", RangeAsync).WithName("ReplayDeliveries").Answers<ReplaysStarted>(StatusCodes.Status202Accepted).Refuses(400, "limit.invalid", "cursor.invalid", "time.invalid").Refuses(503, "replay.unavailable");
    }

    private static async Task<IResult> OneAsync(HttpContext context, ArchivedWebhooks archive, ReplayCall ingest, string id)
    {
        if (await archive.FindAsync(context.Creator().CreatorId, id, context.RequestAborted) is not { } found)
            return Problem.Of(404, "delivery.not_found", "There is no such delivery.");
        return await ingest.SendAsync([found], context.RequestAborted) switch
        {
            [{ Code: null }] => TypedResults.Accepted($"/api/v1/deliveries/{id}", new { id, status = "replaying" }),
            [{ Code: "delivery.not_a_webhook" }] => Problem.Of(409, "delivery.not_a_webhook", "Only webhooks can be replayed.", "A person's change or the platform's own work has no raw body to read again."),
            [{ Code: "connection.unknown" }] => Problem.Of(409, "connection.unknown", "The delivery's connection is not there any more."),
            _ => Unavailable(context),
        };
    }

    private static async Task<IResult> RangeAsync(HttpContext context, RangeReplay replay, [AsParameters] DeliveryQuery asked, string? limit, string? cursor)
    {
        if (DeliveryFilter.Parse(asked, out var filter) is { } wrong) return wrong;
        if (!TryLimit(limit, out var most)) return Problem.Of(400, "limit.invalid", "The limit is not a number this address takes.", $"limit must be 1 to {Most}.");
        if (PageRequest.Parse(null, cursor, parts: 1, out var page) is { } problem) return problem;
        var done = await replay.SendAsync(context.Creator().CreatorId, filter, page.Part(0) ?? "", most, context.RequestAborted);
        return done.Replayed == 0 && done.Broken ? Unavailable(context) : TypedResults.Accepted((string?)null, new
        {
            replayed = done.Replayed,
            skipped = done.Skipped.Select(s => new { id = s.Id, code = s.Code }),
            nextCursor = done.Next is null ? null : PageRequest.Encode(done.Next),
        });
    }

    private static bool TryLimit(string? text, out int limit)
    {
        limit = Most;
        return text is null || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= Most);
    }

    private static IResult Unavailable(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "5";
        return Problem.Of(503, "replay.unavailable", "Deliveries cannot be replayed right now.", "What was sent already does no harm when it is sent again.");
    }
}
