using CreatorFlow.Accounts.ApiKeys;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Documenting;
using CreatorFlow.Dashboard.Paging;
using CreatorFlow.Hosting.Errors;
using CreatorFlow.Hosting.Security;

namespace CreatorFlow.Dashboard.Keys;

/// <summary><c>/api/v1/keys</c>: the creator's API keys, for owners alone. A key is told once, when it is made.</summary>
internal static class KeyEndpoints
{
    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/keys").WithTags("Access");
        keys.MapGet("/", ListAsync).WithName("ListKeys").Answers<PageOf<ShownKey>>().Refuses(400, "limit.invalid", "cursor.invalid");
        keys.MapPost("/", CreateAsync).WithName("CreateKey").Answers<KeyMade>(StatusCodes.Status201Created)
            .Refuses(400, "key.name_invalid", "key.role_invalid", "expiry.invalid").Refuses(409, "keys.too_many");
        keys.MapPost("/{id}/rotate", RotateAsync).WithName("RotateKey").Answers<KeyRotated>(StatusCodes.Status201Created)
            .Refuses(400, "grace.invalid", "expiry.invalid").Refuses(404, "key.not_found").Refuses(409, "key.rotated");
        keys.MapDelete("/{id}", RevokeAsync).WithName("RevokeKey").AnswersNothing().Refuses(404, "key.not_found").Refuses(409, "key.last_owner");
    }

    private static async Task<IResult> ListAsync(HttpContext context, KeyDesk desk, TimeProvider clock, string? limit, string? cursor)
    {
        if (NewestFirst.Parse(limit, cursor, out var page, out var before) is { } problem) return problem;
        var found = await desk.ListAsync(context.Creator().CreatorId, before, page.Limit + 1, context.RequestAborted);
        var now = clock.GetUtcNow();
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new
        {
            items = found.Take(page.Limit).Select(k => ShownKey.Of(k, now)),
            nextCursor = found.Count > page.Limit ? NewestFirst.Cursor(found[page.Limit - 1].CreatedAt, found[page.Limit - 1].Id) : null,
        });
    }

    private static async Task<IResult> CreateAsync(HttpContext context, KeyDesk desk, TimeProvider clock, WantedKey wanted)
    {
        if (KeyRules.Refuse(wanted, clock.GetUtcNow()) is { } refusal) return refusal;
        var who = context.Creator();
        var (name, role) = (wanted.Name!.Trim(), wanted.Role!);
        if (role == Roles.Ops && !IsOperator(who)) return NotOperator();
        if (await desk.CreateAsync(who.CreatorId, name, role, wanted.ExpiresAt?.ToUniversalTime(), who.Actor, context.RequestAborted) is not { } issued)
            return Problem.Of(409, "keys.too_many", "There are too many keys.", $"At most {KeyDesk.Most} can be live: revoke one first.");
        return Told(context, issued, new { id = issued.Id, key = issued.Key, name, role, createdAt = issued.CreatedAt, expiresAt = issued.ExpiresAt });
    }

    private static async Task<IResult> RotateAsync(HttpContext context, KeyDesk desk, ApiKeyStore keys, TimeProvider clock, string id, WantedRotation? wanted)
    {
        wanted ??= new(null, null);
        var now = clock.GetUtcNow();
        if (KeyRules.Refuse(wanted, now) is { } refusal) return refusal;
        var who = context.Creator();
        DateTimeOffset? until = wanted.GraceMinutes is { } minutes ? now.AddMinutes(minutes) : null;
        if (await LiveAsync(keys, who, id, context.RequestAborted) is not { } rotated) return Unknown();
        if (rotated.Scopes.Contains(Roles.Ops, StringComparer.Ordinal) && !IsOperator(who)) return NotOperator();
        if (await desk.RotateAsync(who.CreatorId, id, until, wanted.ExpiresAt?.ToUniversalTime(), who.Actor, context.RequestAborted) is not { } issued)
            return Problem.Of(409, "key.rotated", "This key has a successor already.", "Rotate that one, or revoke it first.");
        return Told(context, issued, new
        {
            id = issued.Id, key = issued.Key, name = rotated.Name, role = Roles.Strongest(rotated.Scopes), createdAt = issued.CreatedAt, expiresAt = issued.ExpiresAt,
            replaces = id, previousUntil = Earlier(until, rotated.ExpiresAt),
        });
    }

    private static async Task<IResult> RevokeAsync(HttpContext context, KeyDesk desk, string id)
    {
        if (id.Contains('\0')) return Unknown();
        var who = context.Creator();
        return await desk.RevokeAsync(who.CreatorId, id, who.Actor, context.RequestAborted) switch
        {
            KeyRevocation.Revoked => TypedResults.NoContent(),
            KeyRevocation.LastOwner => Problem.Of(409, "key.last_owner", "The last owner's key cannot be revoked.", "Make another one first that lasts as long."),
            _ => Unknown(),
        };
    }

    private static async Task<ApiKey?> LiveAsync(ApiKeyStore keys, CreatorIdentity who, string id, CancellationToken cancellation) =>
        !id.Contains('\0') && await keys.FindByIdAsync(id, cancellation) is { } key && key.CreatorId == who.CreatorId ? key : null;

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;

    private static IResult Told<T>(HttpContext context, IssuedKey issued, T answer)
    {
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"/api/v1/keys/{issued.Id}", answer);
    }

    /// <summary>Operators see the platform as a whole: nobody becomes one but by the set-up or another of them.</summary>
    private static bool IsOperator(CreatorIdentity who) => who.Scopes.Contains(Roles.Ops, StringComparer.Ordinal);

    private static IResult NotOperator() => Problem.Of(403, RoutePolicy.NotOps, "Only an operator makes keys of operators.");

    private static IResult Unknown() => Problem.Of(404, "key.not_found", "There is no such key.");
}
