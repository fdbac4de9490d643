using System.Globalization;
using System.Text.Json;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Documenting;
using CreatorFlow.Dashboard.Json;
using CreatorFlow.Dashboard.Paging;
using CreatorFlow.Hosting.Errors;
using CreatorFlow.Parking;

namespace CreatorFlow.Dashboard.Parking;

/// <summary><c>/api/v1/parked</c>: events that could not be decided, and what holds behind them.</summary>
internal static class ParkedEndpoints
{
    private static readonly string[] Statuses = ["open", "parked", "waiting", "replayed", "discarded"];

    public static void MapParked(this IEndpointRouteBuilder routes)
    {
        var parked = routes.MapGroup("/parked").WithTags("Parked");
        parked.MapGet("/", ListAsync).WithName("ListParked").Answers<PageOf<ParkedShown>>().Refuses(400, "status.invalid", "limit.invalid", "cursor.invalid");
        parked.MapPost("/{id}/replay", ReplayAsync).WithName("ReplayParked").Produces(StatusCodes.Status202Accepted).Refuses(404, "parked.not_found").Refuses(409, "parked.settled");
        parked.MapPost("/{id}/discard", DiscardAsync).WithName("DiscardParked").Produces(StatusCodes.Status202Accepted).Refuses(404, "parked.not_found").Refuses(409, "parked.settled");
    }

    private static async Task<IResult> ListAsync(HttpContext context, ParkedEvents parked, string? limit, string? cursor, string? status, string? aggregate)
    {
        if (PageRequest.Parse(limit, cursor, parts: 1, out var page) is { } problem) return problem;
        if (page.Part(0) is { } text && !TryPosition(text, out _)) return PageRequest.NotOfThisList();
        if (!string.IsNullOrEmpty(status) && !Statuses.Contains(status))
            return Problem.Of(400, "status.invalid", "The list cannot be narrowed to that.", $"status must be one of {string.Join(", ", Statuses)}.");
        var after = TryPosition(page.Part(0), out var position) ? position : 0;
        var rows = await parked.ListAsync(new() { Creator = context.Creator().CreatorId, Aggregate = aggregate, Status = status, AfterPosition = after, Limit = page.Limit + 1 }, context.RequestAborted);
        return PageAnswer.Of([.. rows.Select(Row)], page.Limit, PageAnswer.AsRendered);
    }

    /// <summary>Takes up the whole aggregate: its events are decided in their order or not at all.</summary>
    private static Task<IResult> ReplayAsync(HttpContext context, ParkedEvents parked, string id) =>
        SettleAsync(context, parked, id, entry => parked.ReplayAsync(entry.Creator, entry.Aggregate, context.RequestAborted));

    private static Task<IResult> DiscardAsync(HttpContext context, ParkedEvents parked, string id) =>
        SettleAsync(context, parked, id, entry => parked.DiscardAsync(entry, context.RequestAborted));

    private static async Task<IResult> SettleAsync(HttpContext context, ParkedEvents parked, string id, Func<ParkedEntry, Task> requestAsync)
    {
        if (!TryPosition(id, out var position) || await parked.FindAsync(context.Creator().CreatorId, position, context.RequestAborted) is not { } entry)
            return Problem.Of(404, "parked.not_found", "There is no such parked event.");
        if (!entry.IsOpen) return Problem.Of(409, "parked.settled", "This event was settled already.", $"It was {entry.Status}.");
        await requestAsync(entry);
        return TypedResults.Accepted($"/api/v1/parked?aggregate={Uri.EscapeDataString(entry.Aggregate)}");
    }

    private static bool TryPosition(string? text, out long position) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out position);

    private static PageRow Row(ParkedEntry entry)
    {
        var id = entry.Position.ToString(CultureInfo.InvariantCulture);
        return new(JsonAnswer.ToBytes(writer => Write(writer, entry, id)).ToArray(), PageRequest.Encode(id));
    }

    private static void Write(Utf8JsonWriter writer, ParkedEntry entry, string id)
    {
        writer.WriteStartObject();
        writer.WriteString("id", id);
        writer.WriteString("aggregate", entry.Aggregate);
        writer.WriteString("deliveryId", entry.DeliveryId);
        writer.WriteString("status", entry.Status);
        writer.WriteString("reason", entry.Reason);
        writer.WriteString("stage", FailureStage.Of(entry.Reason));
        writer.WriteString("parkedAt", entry.ParkedAt);
        if (entry.SettledAt is { } settled) writer.WriteString("settledAt", settled);
        else writer.WriteNull("settledAt");
        writer.WritePropertyName("event");
        CamelCase.Write(writer, System.Text.Encoding.UTF8.GetBytes(entry.Event));
        writer.WriteEndObject();
    }
}
