using System.Diagnostics;
using System.Globalization;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Documenting;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Errors;
using CreatorFlow.Hosting.Telemetry;
using Npgsql;

namespace CreatorFlow.Dashboard.Traces;

/// <summary>
/// <c>POST /api/v1/changes/shown</c>: a page says when it showed changes that carried a trace, and each gets its last span. Which trace
/// that is the feed knows: nobody adds to a trace that its creator had no change of.
/// </summary>
internal static class ShownEndpoint
{
    private const int Most = 50;

    // A page's clock may be off, but a span of another day is none.
    private static readonly TimeSpan Believed = TimeSpan.FromMinutes(5);
    private static readonly string OfChanges = Sql.Load("Traces/of-changes.sql");

    public static void MapShown(this IEndpointRouteBuilder routes) => routes.MapPost("/changes/shown", TakeAsync).WithTags("Changes").WithName("ReportShownChanges")
        .AnswersNothing().Refuses(400, "shown.invalid");

    private static async Task<IResult> TakeAsync(HttpContext context, ShownChanges shown, NpgsqlDataSource database, Signals signals, TimeProvider clock)
    {
        if (Positions(shown, clock.GetUtcNow()) is not { } positions)
            return Problem.Of(400, "shown.invalid", "The report cannot be read.", $"changes must hold 1 to {Most} changes, each with its cursor and two times of now, the first not after the second.");
        await using var command = database.CreateCommand(OfChanges).With(context.Creator().CreatorId, positions.Keys.ToArray());
        await using var row = await command.ExecuteReaderAsync(context.RequestAborted);
        while (await row.ReadAsync(context.RequestAborted)) Add(signals, row.GetString(1), positions[row.GetInt64(0)], context.Creator().CreatorId);
        return TypedResults.NoContent();
    }

    private static Dictionary<long, ShownChange>? Positions(ShownChanges shown, DateTimeOffset now)
    {
        var positions = new Dictionary<long, ShownChange>();
        if (shown.Changes is not { Count: > 0 and <= Most }) return null;
        foreach (var change in shown.Changes)
        {
            if (!long.TryParse(change.Cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var position) || change.ReceivedAt > change.ShownAt) return null;
            if ((now - change.ReceivedAt).Duration() > Believed || (now - change.ShownAt).Duration() > Believed) return null;
            positions[position] = change;
        }
        return positions;
    }

    private static void Add(Signals signals, string parent, ShownChange change, string creator)
    {
        using var span = signals.Activities.StartActivity("repaint", ActivityKind.Consumer, parent, startTime: change.ReceivedAt);
        span?.SetTag(StoredSpan.Creator, creator).SetTag(StoredSpan.By, "browser").SetEndTime(change.ShownAt.UtcDateTime);
    }
}

/// <summary>What a page showed.</summary>
/// <param name="Changes">At most 50.</param>
internal sealed record ShownChanges(IReadOnlyList<ShownChange> Changes);

/// <summary>A change on a screen.</summary>
/// <param name="Cursor">The change's own.</param>
/// <param name="ReceivedAt">When the page had it, by its clock.</param>
/// <param name="ShownAt">When it was painted, by the same clock.</param>
internal sealed record ShownChange(string Cursor, DateTimeOffset ReceivedAt, DateTimeOffset ShownAt);
