using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.ReadModels;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Commands;
using CreatorFlow.Dashboard.Documenting;
using CreatorFlow.Dashboard.Paging;
using CreatorFlow.Hosting.Errors;

namespace CreatorFlow.Dashboard.Conflicts;

/// <summary><c>/api/v1/conflicts</c>: base, candidates, winner and reason of each; a person confirms the winner or chooses another.</summary>
internal static class ConflictEndpoints
{
    public static void MapConflicts(this IEndpointRouteBuilder routes)
    {
        var conflicts = routes.MapGroup("/conflicts").WithTags("Conflicts");
        conflicts.MapGet("/", ListAsync).WithName("ListConflicts").Answers<PageOf<StockConflict>>().Refuses(400, "status.invalid", "limit.invalid", "cursor.invalid");
        conflicts.MapPost("/{id}/resolution", ResolveAsync).WithName("ResolveConflict").AnswersCommand().Refuses(400, "resolution.invalid").Refuses(404, "conflict.not_found").Refuses(422, "conflict.not_open");
    }

    private static async Task<IResult> ListAsync(HttpContext context, ConflictQueries queries, string? status, string? limit, string? cursor)
    {
        if (status is not (null or "resolved" or "review" or "confirmed" or "overridden"))
            return Problem.Of(400, "status.invalid", "There is no such status.", "status is resolved, review, confirmed or overridden.");
        return PageRequest.Parse(limit, cursor, parts: 2, out var page)
            ?? PageAnswer.Of(await queries.ListAsync(context.Creator().CreatorId, status, page, context.RequestAborted), page.Limit);
    }

    private static async Task<IResult> ResolveAsync(HttpContext context, ConflictQueries queries, CommandSender commands, TimeProvider clock, string id, Resolution wanted)
    {
        if (string.IsNullOrWhiteSpace(wanted.Winner)) return Problem.Of(400, "resolution.invalid", "The resolution cannot be used.", "winner is the key of one of the candidates.");
        if (await queries.SkuOfAsync(context.Creator().CreatorId, id, context.RequestAborted) is not { } sku) return Problem.Of(404, "conflict.not_found", "There is no such conflict.");
        return await CommandAnswer.SendAsync(context, commands, "conflict.resolve",
            new ConflictDecided { Sku = sku, ConflictId = id, Candidate = wanted.Winner, Reason = wanted.Reason, OccurredAt = clock.GetUtcNow() });
    }
}

/// <summary>The candidate that is to stand, by its key.</summary>
internal sealed record Resolution(string? Winner, string? Reason);
