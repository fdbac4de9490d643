using System.Globalization;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Json;
using CreatorFlow.Dashboard.Paging;
using CreatorFlow.Hosting.Errors;

namespace CreatorFlow.Dashboard.Changes;

/// <summary><c>/api/v1/changes</c> and <c>/api/v1/stream</c>: delta sync and live updates from one feed.</summary>
internal static class ChangeEndpoints
{
    public static void MapChanges(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/changes", ListAsync).WithTags("Changes").WithName("ListChanges");
        routes.MapGet("/stream", StreamAsync).WithTags("Changes").WithName("StreamChanges");
    }

    private static async Task<IResult> ListAsync(HttpContext context, ChangeReader reader, string? since, string? limit)
    {
        if (PageRequest.Parse(limit, cursor: null, parts: 0, out var page) is { } problem) return problem;
        var creator = context.Creator().CreatorId;
        var (refused, after) = await PositionAsync(reader, creator, since ?? "", context.RequestAborted);
        if (refused is not null) return refused;
        return Answer(await reader.ReadAsync(creator, after, page.Limit, context.RequestAborted));
    }

    private static async Task<IResult> StreamAsync(HttpContext context, ChangeReader reader, FeedWatcher watcher, IHostApplicationLifetime lifetime, string? since, string? topics)
    {
        var creator = context.Creator().CreatorId;
        var from = context.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } last ? last : since ?? "now";
        var (refused, after) = await PositionAsync(reader, creator, from, context.RequestAborted);
        return refused ?? new ChangeStream(reader, watcher, creator, after, topics?.Split(','), lifetime.ApplicationStopping);
    }

    /// <summary>A position from a cursor: <c>now</c>, empty for the beginning, or what a former answer gave.</summary>
    private static async Task<(IResult? Refused, long After)> PositionAsync(ChangeReader reader, string creator, string cursor, CancellationToken cancellation)
    {
        var (head, oldest) = await reader.BoundsAsync(creator, cancellation);
        if (cursor == "now") return (null, head);
        if (cursor.Length == 0) return (null, 0);
        if (!long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            return (Problem.Of(400, "cursor.invalid", "The cursor was not made by this feed."), 0);
        return position > head || position + 1 < oldest
            ? (Problem.Of(410, "cursor.expired", "The feed no longer reaches back to this cursor.", "Read the lists again, then go on from a new cursor."), 0)
            : (null, position);
    }

    private static JsonAnswer Answer(ChangePage page) => new(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("changes");
        foreach (var change in page.Changes) writer.WriteRawValue(change.Json.Span, skipInputValidation: true);
        writer.WriteEndArray();
        writer.WriteString("cursor", page.Cursor.ToString(CultureInfo.InvariantCulture));
        writer.WriteBoolean("hasMore", page.HasMore);
        writer.WriteEndObject();
    });
}
