using System.Text.Json;
using System.Text.Json.Nodes;
using CreatorFlow.Adapters.Channels;

namespace CreatorFlow.Adapters.Shopify;

/// <summary>Reads what a shop shows: location by location, each in pages that its points allow.</summary>
internal sealed class LevelReader(GraphClient client, ShopLocations locations, CallBudget budget)
{
    private const string Operation = "levels";

    public async Task<PageAnswer> ReadAsync(ShopifyAccount account, string? cursor, CancellationToken cancellation) =>
        await locations.AllAsync(account, cancellation) switch
        {
            LocationAnswer.Found found => await PageAsync(account, found.Ids, PagePlace.Of(cursor, found.Ids), cancellation),
            LocationAnswer.Refused refused => new PageAnswer.Refused(refused.Code),
            LocationAnswer.Unavailable unavailable => new PageAnswer.Unavailable(unavailable.Code, unavailable.RetryAfter),
            var other => throw new System.Diagnostics.UnreachableException(other.ToString()),
        };

    private async Task<PageAnswer> PageAsync(ShopifyAccount account, IReadOnlyList<string> all, PagePlace place, CancellationToken cancellation)
    {
        var rows = budget.RowsOf(account, Operation);
        var variables = new JsonObject { ["locationId"] = Gid.Location(place.Location), ["first"] = rows, ["after"] = place.After };
        return await client.AskAsync(account, new GraphCall(Operation, Documents.Levels, variables, rows), cancellation) switch
        {
            GraphAnswer.Data data => Page(data.Json.Child("location").Child("inventoryLevels"), all, place),
            GraphAnswer.Refused refused => new PageAnswer.Refused(refused.Code),
            GraphAnswer.Unavailable unavailable => new PageAnswer.Unavailable(unavailable.Code, unavailable.RetryAfter),
            var other => throw new System.Diagnostics.UnreachableException(other.ToString()),
        };
    }

    /// <summary>A location that went away since shows nothing.</summary>
    private static PageAnswer.Page Page(JsonElement levels, IReadOnlyList<string> all, PagePlace place)
    {
        var page = levels.Child("pageInfo");
        var next = page.Child("hasNextPage").ValueKind == JsonValueKind.True && page.Child("endCursor").Text() is { Length: > 0 } end
            ? place with { After = end }
            : place.NextLocation(all);
        return new PageAnswer.Page([.. levels.Child("nodes").Items().Select(node => Level.Read(node, place.Location)).OfType<ListedStock>()], next?.ToString());
    }
}

/// <summary>Where a page begins. As text: the location's number, a colon, Shopify's own cursor.</summary>
internal sealed record PagePlace(string Location, string? After)
{
    /// <param name="cursor">Null for the first.</param>
    /// <param name="all">At least one location.</param>
    public static PagePlace Of(string? cursor, IReadOnlyList<string> all) =>
        cursor?.Split(':', 2) is [var location, var after] ? new PagePlace(location, after.Length == 0 ? null : after) : new PagePlace(all[0], null);

    public PagePlace? NextLocation(IReadOnlyList<string> all) =>
        all.SkipWhile(l => l != Location).Skip(1).FirstOrDefault() is { } next ? new PagePlace(next, null) : null;

    public override string ToString() => $"{Location}:{After}";
}
