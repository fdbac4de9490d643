using CreatorFlow.Contracts.Channels;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Commands;
using CreatorFlow.Dashboard.Documenting;
using CreatorFlow.Dashboard.Json;
using CreatorFlow.Dashboard.Paging;
using CreatorFlow.Hosting.Errors;

namespace CreatorFlow.Dashboard.Listings;

/// <summary><c>/api/v1/listings</c>: what every channel shows, the SKU of each, and suggestions for those that have none; <c>…/link</c>, <c>…/unlink</c>.</summary>
internal static class ListingEndpoints
{
    private const string Root = "/api/v1/listings/";
    private const string LinkEnding = "/link";
    private const string UnlinkEnding = "/unlink";

    public static void MapListings(this IEndpointRouteBuilder routes)
    {
        var listings = routes.MapGroup("/listings").WithTags("Listings");
        listings.MapGet("/", ListAsync).WithName("ListListings").Answers<PageOf<ListingShown>>().Refuses(400, "linked.invalid", "limit.invalid", "cursor.invalid");
        listings.MapPost("/links", ListingLinks.ApproveAsync).WithName("LinkListings").Answers<LinksAnswered>().WithMetadata(new WantedHeader("Idempotency-Key", "Each link's key is made of it, unless it has one.")).Refuses(400, "links.invalid", "idempotency_key.invalid");
        listings.MapPost("/{connectionId}/{listingId}/link", ChangeAsync).WithName("LinkListing").AnswersCommand().Refuses(400, SkuNames.Invalid).Refuses(404, "listing.unknown");
        listings.MapPost("/{connectionId}/{listingId}/unlink", ChangeAsync).WithName("UnlinkListing").AnswersCommand().Refuses(404, "listing.unknown");
        listings.MapPost("/{connectionId}/{**rest}", ChangeAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> ListAsync(HttpContext context, ListingQueries queries, string? linked, string? limit, string? cursor)
    {
        if (linked is not (null or "true" or "false")) return Problem.Of(400, "linked.invalid", "The filter cannot be used.", "linked is true or false.");
        if (PageRequest.Parse(limit, cursor, parts: 2, out var page) is { } problem) return problem;
        var creator = context.Creator().CreatorId;
        var rows = await queries.ListAsync(creator, linked is null ? null : linked == "true", page, context.RequestAborted);
        var suggestions = rows.Take(page.Limit).All(r => r.IsLinked) ? null : await queries.SuggestionsAsync(creator, context.RequestAborted);
        return new JsonAnswer(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items");
            foreach (var row in rows.Take(page.Limit)) row.Write(writer, suggestions);
            writer.WriteEndArray();
            writer.WriteString("nextCursor", rows.Count > page.Limit ? rows[page.Limit - 1].Cursor : null);
            writer.WriteEndObject();
        });
    }

    private static async Task<IResult> ChangeAsync(HttpContext context, ListingQueries queries, CommandSender commands, TimeProvider clock, string connectionId, LinkWanted? wanted)
    {
        if (ListingBefore(context, connectionId) is not { } listing) return Problem.Of(404, "route.not_found", "There is nothing at this address.");
        if (listing.Link && !SkuNames.IsUsable(wanted?.Sku)) return Problem.Of(400, SkuNames.Invalid, "The SKU cannot be used.", SkuNames.Rule);
        if (await queries.PlatformOfAsync(context.Creator().CreatorId, connectionId, listing.Id, context.RequestAborted) is not { } platform)
            return Problem.Of(404, "listing.unknown", "There is no such listing.");
        return listing.Link
            ? await CommandAnswer.SendAsync(context, commands, "listing.link", new ListingAssigned { Platform = platform, ConnectionId = connectionId, ListingId = listing.Id, Sku = wanted!.Sku!, OccurredAt = clock.GetUtcNow() })
            : await CommandAnswer.SendAsync(context, commands, "listing.unlink", new ListingReleased { Platform = platform, ConnectionId = connectionId, ListingId = listing.Id, OccurredAt = clock.GetUtcNow() });
    }

    /// <summary>A listing's id may hold a slash (Amazon's is the seller's SKU); the last part of the path says what is wanted.</summary>
    private static (string Id, bool Link)? ListingBefore(HttpContext context, string connectionId)
    {
        var tail = PathTail.Of(context.Request, Root).Id;
        var from = connectionId.Length + 1;
        foreach (var ending in (string[])[UnlinkEnding, LinkEnding])
            if (tail.EndsWith(ending, StringComparison.Ordinal) && tail.Length > from + ending.Length) return (tail[from..^ending.Length], ending == LinkEnding);
        return null;
    }
}

/// <summary>The SKU that a listing is to show.</summary>
internal sealed record LinkWanted(string? Sku);
