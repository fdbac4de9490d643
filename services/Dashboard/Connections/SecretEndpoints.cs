using CreatorFlow.Accounts.Connections;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Documenting;
using CreatorFlow.Hosting.Errors;

namespace CreatorFlow.Dashboard.Connections;

/// <summary><c>/api/v1/connections/{id}/secrets</c>: what verifies a connection's webhooks, rotated without losing one. A secret is told
/// once, when it is made; Ingest knows it within two seconds.</summary>
internal static class SecretEndpoints
{
    private const int Tries = 5;

    public static void MapConnectionSecrets(this IEndpointRouteBuilder routes)
    {
        var secrets = routes.MapGroup("/connections/{id}/secrets").WithTags("Connections");
        secrets.MapGet("/", ListAsync).WithName("ListSecrets").Answers<SecretsShown>().Refuses(404, "connection.unknown");
        secrets.MapPost("/", RotateAsync).WithName("RotateSecret").Answers<SecretMade>(StatusCodes.Status201Created).Refuses(404, "connection.unknown").Refuses(409, "connection.changing");
        secrets.MapDelete("/{secretId}", DeleteAsync).WithName("DeleteSecret").Produces(StatusCodes.Status204NoContent).Refuses(404, "connection.unknown", "secret.not_found").Refuses(409, "secret.current", "connection.changing");
    }

    private static async Task<IResult> ListAsync(HttpContext context, ConnectionStore connections, SecretStore store, TimeProvider clock, string id)
    {
        if (await OwnAsync(context, connections, id) is not { } connection) return Unknown();
        var uses = await store.LastUsesAsync(connection.CreatorId, id, context.RequestAborted);
        return TypedResults.Ok(new { items = Shown(connection, uses, clock.GetUtcNow()), nextCursor = (string?)null });
    }

    private static async Task<IResult> RotateAsync(HttpContext context, ConnectionStore connections, SecretStore store, TimeProvider clock, string id, WantedSecret? wanted)
    {
        wanted ??= new(null, null, null);
        for (var left = Tries; left > 0; left--)
        {
            if (await OwnAsync(context, connections, id) is not { } connection) return Unknown();
            if (SecretRules.Refuse(connection, wanted) is { } refusal) return refusal;
            var (secret, now) = (wanted.Secret ?? SecretRules.Make(connection.Platform), clock.GetUtcNow());
            var rotated = connection.Secrets.Rotated(secret, now, wanted.GraceMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null);
            if (!await store.ReplaceAsync(connection, rotated, new(SecretChange.Rotated, SecretId.Of(id, secret), context.Creator().Actor), context.RequestAborted)) continue;
            context.Response.Headers.CacheControl = "no-store";
            return TypedResults.Created($"/api/v1/connections/{id}/secrets", new { id = SecretId.Of(id, secret), secret, since = now, previousUntil = rotated.PreviousUntil });
        }
        return Busy();
    }

    /// <summary>Only the previous one can go: without a current one no webhook would be taken.</summary>
    private static async Task<IResult> DeleteAsync(HttpContext context, ConnectionStore connections, SecretStore store, string id, string secretId)
    {
        for (var left = Tries; left > 0; left--)
        {
            if (await OwnAsync(context, connections, id) is not { } connection) return Unknown();
            if (secretId == SecretId.Of(id, connection.Secrets.Current)) return Problem.Of(409, "secret.current", "The current secret cannot be deleted.", "Rotate it first.");
            if (connection.Secrets.Previous is not { } previous || secretId != SecretId.Of(id, previous)) return Problem.Of(404, "secret.not_found", "There is no such secret.");
            if (await store.ReplaceAsync(connection, connection.Secrets.WithoutPrevious(), new(SecretChange.Deleted, secretId, context.Creator().Actor), context.RequestAborted)) return TypedResults.NoContent();
        }
        return Busy();
    }

    private static async Task<Connection?> OwnAsync(HttpContext context, ConnectionStore connections, string id) =>
        await connections.FindAsync(id, context.RequestAborted) is { } found && found.CreatorId == context.Creator().CreatorId ? found : null;

    private static IEnumerable<ShownSecret> Shown(Connection connection, IReadOnlyDictionary<string, DateTimeOffset> uses, DateTimeOffset now)
    {
        var secrets = connection.Secrets;
        foreach (var secret in secrets.Live(now))
        {
            var (id, isCurrent) = (SecretId.Of(connection.Id, secret), secret == secrets.Current);
            yield return new(id, SecretId.Hint(secret), isCurrent ? "current" : "previous", isCurrent ? secrets.CurrentSince : secrets.PreviousSince,
                isCurrent ? null : secrets.PreviousUntil, uses.TryGetValue(id, out var used) ? used : null);
        }
    }

    private static IResult Unknown() => Problem.Of(404, "connection.unknown", "There is no such connection.");

    private static IResult Busy() => Problem.Of(409, "connection.changing", "The connection is being changed by others.", "Send it again.");
}

/// <summary>A live secret, without itself.</summary>
internal sealed record ShownSecret(string Id, string? Hint, string Status, DateTimeOffset? Since, DateTimeOffset? Until, DateTimeOffset? LastUsedAt);
