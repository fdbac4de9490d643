using System.Globalization;
using CreatorFlow.Contracts;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Commands;
using CreatorFlow.Dashboard.Documenting;
using CreatorFlow.Dashboard.Json;
using CreatorFlow.Dashboard.Paging;
using CreatorFlow.Hosting.Errors;

namespace CreatorFlow.Dashboard.Reconciling;

/// <summary><c>/api/v1/channels/{id}/reconciliations</c> and <c>/api/v1/sync-runs</c>: channels compared with what they should show.</summary>
internal static class SyncRunEndpoints
{
    private const int MostChosen = 500;
    private static readonly string[] Statuses = ["waiting", "running", "completed", "failed"];
    private static readonly string[] Readable = [Platforms.Shopify, Platforms.TikTok, Platforms.Instagram, Platforms.Amazon];
    private static readonly string[] Causes =
        ["in_flight", "echo_awaited", "paused", "failed_push", "lost_webhook", "not_told", "never_reported", "unlinked_listing", "unknown_location", "unplaced", "missing"];

    public static void MapSyncRuns(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/channels/{id}/reconciliations", StartAsync).WithName("StartReconciliation").WithTags("Channels").Answers<SyncRunShown>(StatusCodes.Status202Accepted)
            .WithMetadata(new WantedHeader("Idempotency-Key", "The same run asked for again with it is started once.")).Refuses(400, "listings.invalid").Refuses(404, "connection.unknown").Refuses(409, "reconciliation.running", "idempotency.key_conflict").Refuses(422, "channel.not_readable");
        var runs = routes.MapGroup("/sync-runs").WithTags("Channels");
        runs.MapGet("/", ListAsync).WithName("ListSyncRuns").Answers<PageOf<SyncRunShown>>().Refuses(400, "status.invalid", "limit.invalid", "cursor.invalid");
        runs.MapGet("/{id}", GetAsync).WithName("GetSyncRun").Answers<SyncRunShown>().Refuses(404, "sync_run.not_found");
        runs.MapGet("/{id}/differences", DifferencesAsync).WithName("ListSyncDifferences").Answers<PageOf<DifferenceShown>>().Refuses(400, "cause.invalid", "limit.invalid", "cursor.invalid").Refuses(404, "sync_run.not_found");
    }

    private static async Task<IResult> StartAsync(HttpContext context, SyncRunQueries runs, string id, StartRun? body)
    {
        if (CommandAnswer.KeyOf(context, out var key) is { } unusable) return unusable;
        if (!TryRead(body, out var wanted)) return Problem.Of(400, "listings.invalid", "These listings cannot be chosen.", $"listings are 1 to {MostChosen} ids of a run that is no dry one.");
        var (creator, cancellation) = (context.Creator().CreatorId, context.RequestAborted);
        if (await runs.PlatformOfAsync(creator, id, cancellation) is not { } platform) return Problem.Of(404, "connection.unknown", "There is no such connection.");
        if (!Readable.Contains(platform)) return Problem.Of(422, "channel.not_readable", "This channel shows nothing that could be compared.");
        return await runs.StartAsync(creator, id, wanted, key, cancellation) switch
        {
            StartAnswer.Started started => Begun(context, await runs.GetAsync(creator, started.RunId, cancellation), started.RunId),
            StartAnswer.Busy busy => Problem.Of(409, "reconciliation.running", "This channel is being compared already.", busy.RunId is { } run ? $"Run {run} is not over." : null),
            StartAnswer.OtherWithKey => Problem.Of(409, "idempotency.key_conflict", "This Idempotency-Key was used for another change."),
            var other => throw new System.Diagnostics.UnreachableException(other.ToString()),
        };
    }

    private static async Task<IResult> ListAsync(HttpContext context, SyncRunQueries runs, string? connection, string? status, string? limit, string? cursor)
    {
        if (!string.IsNullOrEmpty(status) && !Statuses.Contains(status))
            return Problem.Of(400, "status.invalid", "There is no such status.", $"status must be one of {string.Join(", ", Statuses)}.");
        if (PageRequest.Parse(limit, cursor, parts: 2, out var page) is { } problem) return problem;
        var before = DateTimeOffset.MaxValue;
        if (page.Part(0) is { } moment && !DateTimeOffset.TryParseExact(moment, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out before))
            return PageRequest.NotOfThisList();
        return PageAnswer.Of(await runs.ListAsync(context.Creator().CreatorId, page, before, connection, status, context.RequestAborted), page.Limit, PageAnswer.AsRendered);
    }

    private static async Task<IResult> GetAsync(HttpContext context, SyncRunQueries runs, string id) =>
        await runs.GetAsync(context.Creator().CreatorId, id, context.RequestAborted) is { } run ? Rendered(run) : NotFound();

    private static async Task<IResult> DifferencesAsync(HttpContext context, SyncRunQueries runs, string id, string? cause, string? limit, string? cursor)
    {
        if (!string.IsNullOrEmpty(cause) && !Causes.Contains(cause))
            return Problem.Of(400, "cause.invalid", "There is no such cause.", $"cause must be one of {string.Join(", ", Causes)}.");
        if (PageRequest.Parse(limit, cursor, parts: 2, out var page) is { } problem) return problem;
        var creator = context.Creator().CreatorId;
        if (await runs.GetAsync(creator, id, context.RequestAborted) is null) return NotFound();
        return PageAnswer.Of(await runs.DifferencesAsync(creator, id, page, cause, context.RequestAborted), page.Limit, PageAnswer.AsRendered);
    }

    /// <summary>The same listings in another order, or twice, are the same run.</summary>
    private static bool TryRead(StartRun? body, out WantedRun wanted)
    {
        wanted = new(body?.DryRun ?? true, body?.Listings?.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray());
        return wanted.Chosen is null || (!wanted.DryRun && wanted.Chosen.Length is > 0 and <= MostChosen && wanted.Chosen.All(id => !string.IsNullOrWhiteSpace(id)));
    }

    private static JsonAnswer Begun(HttpContext context, byte[]? run, string id)
    {
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.Headers.Location = $"/api/v1/sync-runs/{id}";
        return Rendered(run!);
    }

    private static JsonAnswer Rendered(byte[] run) => new(writer => writer.WriteRawValue(run, skipInputValidation: true));

    private static IResult NotFound() => Problem.Of(404, "sync_run.not_found", "There is no such run.");
}

/// <summary>What is asked of a run.</summary>
/// <param name="DryRun">Only show what differs; true when it is not said.</param>
/// <param name="Listings">Of a run that repairs: the listings that it repairs, at most 500; all of them when it is not said. All are compared.</param>
internal sealed record StartRun(bool? DryRun, string[]? Listings);
