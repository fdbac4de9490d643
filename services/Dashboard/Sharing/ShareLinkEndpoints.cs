using CreatorFlow.Accounts.ShareLinks;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Documenting;
using CreatorFlow.Dashboard.Keys;
using CreatorFlow.Dashboard.Paging;
using CreatorFlow.Hosting.Errors;

namespace CreatorFlow.Dashboard.Sharing;

/// <summary><c>/api/v1/share-links</c>: public links to what is available or to work sessions. A link's token is told once, when it is made.</summary>
internal static class ShareLinkEndpoints
{
    private const int LongestSku = 400;
    private static readonly TimeSpan Usual = TimeSpan.FromDays(30);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    public static void MapShareLinks(this IEndpointRouteBuilder routes)
    {
        var links = routes.MapGroup("/share-links").WithTags("Access");
        links.MapGet("/", ListAsync).WithName("ListShareLinks").Answers<PageOf<ShownLink>>().Refuses(400, "limit.invalid", "cursor.invalid");
        links.MapPost("/", CreateAsync).WithName("CreateShareLink").Answers<LinkMade>(StatusCodes.Status201Created)
            .Refuses(400, "share_link.label_invalid", "share_link.scope_invalid", "share_link.sku_invalid", "expiry.invalid").Refuses(409, "share_links.too_many");
        links.MapDelete("/{id}", RevokeAsync).WithName("RevokeShareLink").AnswersNothing().Refuses(404, "share_link.not_found");
    }

    private static async Task<IResult> ListAsync(HttpContext context, ShareLinkStore store, TimeProvider clock, string? limit, string? cursor)
    {
        if (NewestFirst.Parse(limit, cursor, out var page, out var before) is { } problem) return problem;
        var found = await store.ListAsync(context.Creator().CreatorId, before, page.Limit + 1, context.RequestAborted);
        var now = clock.GetUtcNow();
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new
        {
            items = found.Take(page.Limit).Select(link => ShownLink.Of(link, now)),
            nextCursor = found.Count > page.Limit ? NewestFirst.Cursor(found[page.Limit - 1].CreatedAt, found[page.Limit - 1].Id) : null,
        });
    }

    private static async Task<IResult> CreateAsync(HttpContext context, ShareLinkStore store, TimeProvider clock, WantedLink wanted)
    {
        var now = clock.GetUtcNow();
        if (Refuse(wanted, now) is { } refusal) return refusal;
        var who = context.Creator();
        if (await store.CreateAsync(who.CreatorId, wanted.Label!.Trim(), wanted.Scope == "sku" ? wanted.Sku : null, wanted.Scope == "sessions", wanted.ExpiresAt?.ToUniversalTime() ?? now + Usual, who.Actor, context.RequestAborted) is not var (link, token))
            return Problem.Of(409, "share_links.too_many", "There are too many links.", $"At most {ShareLinkStore.Most} can be live: revoke one first.");
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"/api/v1/share-links/{link.Id}", new { id = link.Id, token, path = $"/api/v1/shared/{token}", link.Label, scope = ShownLink.ScopeOf(link), link.Sku, link.CreatedAt, link.ExpiresAt });
    }

    private static async Task<IResult> RevokeAsync(HttpContext context, ShareLinkStore store, string id)
    {
        var who = context.Creator();
        return !id.Contains('\0') && await store.RevokeAsync(who.CreatorId, id, who.Actor, context.RequestAborted)
            ? TypedResults.NoContent()
            : Problem.Of(404, "share_link.not_found", "There is no such link.");
    }

    private static IResult? Refuse(WantedLink wanted, DateTimeOffset now) =>
        !KeyRules.IsLabel(wanted.Label) ? Problem.Of(400, "share_link.label_invalid", "The label cannot be used.", "label is 1 to 100 characters.")
        : wanted.Scope is not ("inventory" or "sku" or "sessions") ? Problem.Of(400, "share_link.scope_invalid", "There is no such scope.", "scope must be inventory, sku or sessions.")
        : wanted.Scope == "sku" && (wanted.Sku is not { Length: > 0 and <= LongestSku } sku || sku.Contains('\0')) ? Problem.Of(400, "share_link.sku_invalid", "The SKU cannot be used.", "scope sku needs a sku.")
        : wanted.ExpiresAt is { } end && (end <= now || end > now + Longest) ? Problem.Of(400, "expiry.invalid", "The expiry cannot be used.", $"expiresAt must be within {(int)Longest.TotalDays} days.")
        : null;
}

/// <summary>A link as it is wished for: <c>inventory</c> shows all SKUs, <c>sku</c> one, <c>sessions</c> work sessions without a person's words. It lasts 30 days unless it says otherwise.</summary>
internal sealed record WantedLink(string? Scope, string? Sku, string? Label, DateTimeOffset? ExpiresAt);

/// <summary>A link in a list, without its token.</summary>
internal sealed record ShownLink(string Id, string Label, string Scope, string? Sku, string Status, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt)
{
    public static ShownLink Of(ShareLink link, DateTimeOffset now) => new(link.Id, link.Label, ScopeOf(link), link.Sku,
        link.RevokedAt is not null ? "revoked" : link.ExpiresAt <= now ? "expired" : "live", link.CreatedAt, link.CreatedBy, link.ExpiresAt, link.RevokedAt);

    public static string ScopeOf(ShareLink link) => link.Sessions ? "sessions" : link.Sku is null ? "inventory" : "sku";
}
