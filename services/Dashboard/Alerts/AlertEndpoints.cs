using CreatorFlow.Alerts;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Documenting;
using CreatorFlow.Dashboard.Paging;
using CreatorFlow.Hosting.Errors;

namespace CreatorFlow.Dashboard.Alerts;

/// <summary><c>/api/v1/alerts</c>: what is wrong now or wants a person, found in the read models; a person says that it was seen.</summary>
internal static class AlertEndpoints
{
    public static void MapAlerts(this IEndpointRouteBuilder routes)
    {
        var alerts = routes.MapGroup("/alerts").WithTags("Alerts");
        alerts.MapGet("/", ListAsync).WithName("ListAlerts").Answers<PageOf<Alert>>().Refuses(400, "kind.invalid", "severity.invalid", "limit.invalid", "cursor.invalid");
        alerts.MapPost("/{id}/acknowledge", AcknowledgeAsync).WithName("AcknowledgeAlert").Answers<Acknowledged>().Refuses(404, "alert.not_found");
    }

    private static async Task<IResult> ListAsync(HttpContext context, AlertQueries queries, string? kind, string? severity, string? limit, string? cursor)
    {
        if (!string.IsNullOrEmpty(kind) && !AlertKinds.All.ContainsKey(kind)) return Problem.Of(400, "kind.invalid", "There is no such kind.", $"kind is one of {string.Join(", ", AlertKinds.All.Keys)}.");
        var rank = string.IsNullOrEmpty(severity) ? -1 : AlertKinds.Severities.IndexOf(severity);
        if (rank < 0 && !string.IsNullOrEmpty(severity)) return Problem.Of(400, "severity.invalid", "There is no such severity.", $"severity is one of {string.Join(", ", AlertKinds.Severities)}.");
        if (PageRequest.Parse(limit, cursor, parts: 3, out var page) is { } problem) return problem;
        if (!int.TryParse(page.Part(0) ?? "-1", out var after)) return PageRequest.NotOfThisList();
        var found = await queries.ListAsync(context.Creator().CreatorId, (after, page.Part(1) ?? "", page.Part(2) ?? ""), kind ?? "", rank, "", page.Limit + 1, context.RequestAborted);
        return TypedResults.Ok(new PageOf<Alert>([.. found.Take(page.Limit)], found.Count > page.Limit ? AlertQueries.Cursor(found[page.Limit - 1]) : null));
    }

    private static async Task<IResult> AcknowledgeAsync(HttpContext context, AlertQueries queries, string id) =>
        AlertId.TryParse(id, out var alert) && await queries.AcknowledgeAsync(context.Creator().CreatorId, alert, context.RequestAborted) is { } at
            ? TypedResults.Ok(new Acknowledged(id, at))
            : Problem.Of(404, "alert.not_found", "There is no such alert now.");
}

/// <summary>An alert that a person has seen. It stays listed as long as it lasts; when it begins anew it is new.</summary>
internal sealed record Acknowledged(string Id, DateTime AcknowledgedAt);
