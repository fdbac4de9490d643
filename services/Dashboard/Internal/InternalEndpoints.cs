using CreatorFlow.Accounts.ApiKeys;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Accounts.Creators;
using CreatorFlow.Dashboard.Streaming;
using CreatorFlow.Hosting.Errors;

namespace CreatorFlow.Dashboard.Internal;

/// <summary><c>/internal</c>: for the platform's own services alone; the gateway routes nothing here.</summary>
internal static class InternalEndpoints
{
    public static void MapInternal(this IEndpointRouteBuilder routes)
    {
        routes.MapPut("/creators/{id}", SaveAsync);
        routes.MapPost("/keys/lookup", LookupAsync);
        routes.MapSignIns();
        routes.MapGet("/streams", (LiveFeeds feeds) => TypedResults.Ok(new OpenStreams(feeds.Streams)));
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

    /// <summary>Asked again every half minute for a key in use, so that this is also where its use is noted.</summary>
    private static async Task<IResult> LookupAsync(KeyLookup lookup, ApiKeyStore keys, CancellationToken cancellation)
    {
        if (await FindAsync(lookup, keys, cancellation) is not { } key) return Problem.Of(404, "key.not_found", "There is no such key.");
        await keys.NoteUseAsync(key, cancellation);
        return TypedResults.Ok(key);
    }

    private static Task<ApiKey?> FindAsync(KeyLookup lookup, ApiKeyStore keys, CancellationToken cancellation) => lookup switch
    {
        { Hash: { Length: 64 } hash } when hash.All(char.IsAsciiHexDigit) => keys.FindAsync(Convert.FromHexString(hash), cancellation),
        { Id: { Length: > 0 } id } when !id.Contains('\0') => keys.FindByIdAsync(id, cancellation),
        _ => Task.FromResult<ApiKey?>(null),
    };

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

/// <summary>How many live streams this process has open.</summary>
internal sealed record OpenStreams(int Live);
