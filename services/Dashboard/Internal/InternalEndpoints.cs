using CreatorFlow.Accounts.ApiKeys;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Accounts.Creators;
using CreatorFlow.Hosting.Errors;

namespace CreatorFlow.Dashboard.Internal;

/// <summary><c>/internal</c>: for the platform's own services alone; the gateway routes nothing here.</summary>
internal static class InternalEndpoints
{
    public static void MapInternal(this IEndpointRouteBuilder routes)
    {
        routes.MapPut("/creators/{id}", SaveAsync);
        routes.MapPost("/keys/lookup", LookupAsync);
    }

    /// <summary>Creates or replaces; the same call again changes nothing.</summary>
    private static async Task<IResult> SaveAsync(string id, SavedCreator saved, CreatorStore creators, ConnectionStore connections, ApiKeyStore keys, CancellationToken cancellation)
    {
        if (SavedCreatorRules.Broken(id, saved) is { } broken) return Problem.Of(400, "creator.invalid", "The creator cannot be saved like this.", broken);
        await creators.SaveAsync(id, saved.Name, cancellation);
        foreach (var connection in saved.Connections ?? [])
            if (!await connections.SaveAsync(Connection(id, connection), cancellation)) return Taken(connection.Id);
        foreach (var key in saved.ApiKeys ?? [])
            if (!await keys.SaveAsync(new(key.Id, id, key.Scopes), key.Name ?? key.Id, ApiKey.Hash(key.Key), cancellation)) return Taken(key.Id);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> LookupAsync(KeyLookup lookup, ApiKeyStore keys, CancellationToken cancellation) =>
        lookup.Hash is { Length: 64 } hash && hash.All(char.IsAsciiHexDigit) && await keys.FindAsync(Convert.FromHexString(hash), cancellation) is { } key
            ? TypedResults.Ok(key)
            : Problem.Of(404, "key.not_found", "There is no such key.");

    private static Connection Connection(string creatorId, SavedConnection saved) => new()
    {
        Id = saved.Id,
        CreatorId = creatorId,
        Platform = saved.Platform,
        Name = saved.Name ?? saved.Id,
        Settings = saved.Settings ?? [],
        Secrets = new() { Current = saved.Secret, AccessToken = saved.AccessToken },
        UpdatedAt = default,
    };

    private static IResult Taken(string id) => Problem.Of(409, "id.taken", "The id belongs to another creator.", id);
}
