using CreatorFlow.Accounts.Audit;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Commands;
using CreatorFlow.Dashboard.Documenting;
using CreatorFlow.Dashboard.Paging;
using CreatorFlow.Hosting.Errors;
using CreatorFlow.Hosting.Redis;

namespace CreatorFlow.Dashboard.Pushes;

/// <summary><c>/api/v1/pushes</c> and <c>/api/v1/channels</c>: what channels are told; tried again, paused and resumed by a person.</summary>
internal static class PushEndpoints
{
    private const string Root = "/api/v1/pushes/";
    private const string RetryEnding = "/retry";
    private static readonly string[] Statuses = ["waiting", "done", "dead", "failed", "stale"];

    public static void MapPushes(this IEndpointRouteBuilder routes)
    {
        var pushes = routes.MapGroup("/pushes").WithTags("Pushes");
        pushes.MapGet("/", ListAsync).WithName("ListPushes").Answers<PageOf<PushShown>>().Refuses(400, "status.invalid", "sort.invalid", "limit.invalid", "cursor.invalid");
        pushes.MapPost("/{connectionId}/{listingId}/retry", RetryAsync).WithName("RetryPush").AnswersCommand().Refuses(404, "push.not_found").Refuses(422, "push.not_failed");
        pushes.MapPost("/{connectionId}/{**rest}", RetryAsync).ExcludeFromDescription();
        var channels = routes.MapGroup("/channels").WithTags("Channels");
        channels.MapGet("/", ChannelsAsync).WithName("ListChannels").Answers<PageOf<ChannelStatus>>();
        channels.MapPost("/{id}/pause", (HttpContext context, ConnectionStore store, string id) => PauseAsync(context, store.PauseAsync, id, paused: true)).PausesAs("PauseChannel");
        channels.MapPost("/{id}/resume", (HttpContext context, ConnectionStore store, string id) => PauseAsync(context, store.PauseAsync, id, paused: false)).PausesAs("ResumeChannel");
        channels.MapPost("/{id}/orders/pause", (HttpContext context, ConnectionStore store, string id) => PauseAsync(context, store.PauseOrdersAsync, id, paused: true)).PausesAs("PauseChannelOrders");
        channels.MapPost("/{id}/orders/resume", (HttpContext context, ConnectionStore store, string id) => PauseAsync(context, store.PauseOrdersAsync, id, paused: false)).PausesAs("ResumeChannelOrders");
    }

    private static async Task<IResult> ListAsync(HttpContext context, PushQueries queries, string? status, string? connection, string? limit, string? cursor, string? sort)
    {
        if (sort is not (null or "" or "listing" or "movedAt")) return Problem.Of(400, "sort.invalid", "The list cannot be sorted like that.", "sort must be listing or movedAt.");
        if (!string.IsNullOrEmpty(status) && !Statuses.Contains(status))
            return Problem.Of(400, "status.invalid", "There is no such status.", $"status must be one of {string.Join(", ", Statuses)}.");
        return sort == "movedAt" ? await ListByMoveAsync(context, queries, status, connection, limit, cursor) : PageRequest.Parse(limit, cursor, parts: 3, out var page)
            ?? PageAnswer.Of(await queries.ListAsync(context.Creator().CreatorId, page, status, connection, context.RequestAborted), page.Limit, PageAnswer.AsRendered);
    }

    /// <summary>What was answered or wanted last comes first.</summary>
    private static async Task<IResult> ListByMoveAsync(HttpContext context, PushQueries queries, string? status, string? connection, string? limit, string? cursor)
    {
        if (NewestFirst.Parse(limit, cursor, out var page, out var before) is { } problem) return problem;
        return PageAnswer.Of(await queries.ListByMoveAsync(context.Creator().CreatorId, page, before, status, connection, context.RequestAborted), page.Limit, PageAnswer.AsRendered);
    }

    /// <summary>A listing's id may hold a slash (Amazon's is the seller's SKU).</summary>
    private static async Task<IResult> RetryAsync(HttpContext context, PushQueries queries, CommandSender commands, TimeProvider clock, string connectionId)
    {
        var tail = PathTail.Of(context.Request, Root).Id;
        var from = connectionId.Length + 1;
        if (!tail.EndsWith(RetryEnding, StringComparison.Ordinal) || tail.Length <= from + RetryEnding.Length) return Problem.Of(404, "route.not_found", "There is nothing at this address.");
        var listing = tail[from..^RetryEnding.Length];
        if (await queries.SkuOfAsync(context.Creator().CreatorId, connectionId, listing, context.RequestAborted) is not { } sku)
            return Problem.Of(404, "push.not_found", "There is no such push.");
        return await CommandAnswer.SendAsync(context, commands, "push.retry", new PushRetried { Sku = sku, ConnectionId = connectionId, ListingId = listing, OccurredAt = clock.GetUtcNow() });
    }

    private static async Task<IResult> ChannelsAsync(HttpContext context, PushQueries queries, SharedLimits limits, TimeProvider clock)
    {
        var channels = await queries.ChannelsAsync(context.Creator().CreatorId, context.RequestAborted);
        var now = clock.GetUtcNow();
        return TypedResults.Ok(new { items = await Task.WhenAll(channels.Select(async channel => channel with { Limits = await limits.OfAsync(channel.Id, now) })), nextCursor = (string?)null });
    }

    private static RouteHandlerBuilder PausesAs(this RouteHandlerBuilder route, string name) => route.WithName(name).Answers<PausedShown>().Refuses(404, "connection.unknown");

    /// <summary>Nothing is lost while it is paused: the newest quantity of each listing waits, and so do the orders that are to be read.</summary>
    private static async Task<IResult> PauseAsync(HttpContext context, Func<string, string, bool, Actor, CancellationToken, Task<bool>> pauseAsync, string id, bool paused) =>
        await pauseAsync(context.Creator().CreatorId, id, paused, context.Creator().Actor, context.RequestAborted)
            ? TypedResults.Ok(new { id, paused })
            : Problem.Of(404, "connection.unknown", "There is no such connection.");
}
