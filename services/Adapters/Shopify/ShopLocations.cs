using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace CreatorFlow.Adapters.Shopify;

/// <summary>A shop's locations, read once in a while: the seller seldom changes them. Thread-safe.</summary>
internal sealed class ShopLocations(GraphClient client, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<string, (LocationAnswer.Found Answer, DateTimeOffset ReadAt)> known = new(StringComparer.Ordinal);

    /// <summary>The one that counts where none is named.</summary>
    public Task<LocationAnswer> PrimaryAsync(ShopifyAccount account, CancellationToken cancellation) =>
        FindAsync($"{account.ConnectionId} primary", account, new GraphCall("primaryLocation", Documents.PrimaryLocation, []), cancellation);

    /// <summary>All that are active.</summary>
    public Task<LocationAnswer> AllAsync(ShopifyAccount account, CancellationToken cancellation) =>
        FindAsync($"{account.ConnectionId} all", account, new GraphCall("locations", Documents.Locations, new JsonObject { ["first"] = Documents.MostInputs }), cancellation);

    private async Task<LocationAnswer> FindAsync(string key, ShopifyAccount account, GraphCall call, CancellationToken cancellation)
    {
        if (known.TryGetValue(key, out var kept) && clock.GetUtcNow() - kept.ReadAt < Kept) return kept.Answer;
        var answer = await client.AskAsync(account, call, cancellation);
        if (answer is GraphAnswer.Refused refused) return new LocationAnswer.Refused(refused.Code);
        if (answer is GraphAnswer.Unavailable unavailable) return new LocationAnswer.Unavailable(unavailable.Code, unavailable.RetryAfter);
        var data = ((GraphAnswer.Data)answer).Json;
        var rows = data.Child("location").Child("id").Text() is { } primary ? [primary] : data.Child("locations").Child("nodes").Items().Select(n => n.Child("id").Text());
        var found = new LocationAnswer.Found([.. rows.Select(Gid.Number).OfType<string>()]);
        if (found.Ids.Count == 0) return new LocationAnswer.Refused("shopify.no_location");
        known[key] = (found, clock.GetUtcNow());
        return found;
    }
}

/// <summary>What came of reading locations. A closed union.</summary>
internal abstract record LocationAnswer
{
    private LocationAnswer() { }

    /// <param name="Ids">At least one.</param>
    public sealed record Found(IReadOnlyList<string> Ids) : LocationAnswer;

    public sealed record Refused(string Code) : LocationAnswer;

    public sealed record Unavailable(string Code, TimeSpan? RetryAfter) : LocationAnswer;
}
