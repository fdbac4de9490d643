using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Documenting;
using CreatorFlow.Dashboard.Json;
using CreatorFlow.Dashboard.Paging;

namespace CreatorFlow.Dashboard.Changes;

/// <summary><c>/api/v1/changes</c>: delta sync by cursor.</summary>
internal static class ChangeEndpoints
{
    public static void MapChanges(this IEndpointRouteBuilder routes) => routes.MapGet("/changes", ListAsync).WithTags("Changes").WithName("ListChanges")
        .Answers<ChangesShown>().Refuses(400, "limit.invalid", "cursor.invalid").Refuses(410, "cursor.expired");

    private static async Task<IResult> ListAsync(HttpContext context, ChangeReader reader, string? since, string? limit)
    {
        if (PageRequest.Parse(limit, cursor: null, parts: 0, out var page) is { } problem) return problem;
        var creator = context.Creator().CreatorId;
        var position = await FeedPosition.FindAsync(reader, creator, since ?? "", context.RequestAborted);
        return (IResult?)position.Refused ?? Answer(await reader.ReadAsync(creator, position.After, page.Limit, context.RequestAborted));
    }

    private static JsonAnswer Answer(ChangePage page) => new(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("changes");
        foreach (var change in page.Changes) writer.WriteRawValue(change.Json.Span, skipInputValidation: true);
        writer.WriteEndArray();
        writer.WriteString("cursor", Change.Text(page.Cursor));
        writer.WriteBoolean("hasMore", page.HasMore);
        writer.WriteEndObject();
    });
}
