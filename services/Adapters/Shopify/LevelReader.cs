using System.Text.Json;
using System.Text.Json.Nodes;
using CreatorFlow.Adapters.Channels;

namespace CreatorFlow.Adapters.Shopify;

/// <summary>Reads what a shop shows: location by location, each in pages that its points allow.</summary>
internal sealed class LevelReader(GraphClient client, ShopLocations locations, CallBudget budget)
{
    private const string Operation = "levels";
    private const string Details = "details";

    public async Task<PageAnswer> ReadAsync(ShopifyAccount account, string? cursor, CancellationToken cancellation) =>
        await locations.AllAsync(account, cancellation) switch
        {
            LocationAnswer.Found found => await PageAsync(account, found.Ids, PagePlace.Of(cursor, found.Ids), cancellation),
            LocationAnswer.Refused refused => new PageAnswer.Refused(refused.Code),
            LocationAnswer.Unavailable unavailable => new PageAnswer.Unavailable(unavailable.Code, unavailable.RetryAfter),
            var other => throw new System.Diagnostics.UnreachableException(other.ToString()),
        };

    /// <summary>Asks for the items of listings, as many in a call as the shop's points allow. One that went away since stays as it is.</summary>
    public async Task<PageAnswer> DescribeAsync(ShopifyAccount account, IReadOnlyList<ListedStock> listings, CancellationToken cancellation)
    {
        var items = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var some in listings.Select(l => l.ListingId).Distinct(StringComparer.Ordinal).Chunk(budget.RowsOf(account, Details)))
        {
            var variables = new JsonObject { ["ids"] = new JsonArray([.. some.Select(id => (JsonNode)Gid.Item(id))]) };
            var answer = await client.AskAsync(account, new GraphCall(Details, Documents.Details, variables, some.Length), cancellation);
            if (answer is not GraphAnswer.Data data) return Failure(answer);
            foreach (var item in data.Json.Child("nodes").Items())
                if (Gid.Number(item.Child("id").Text()) is { } id) items[id] = item;
        }
        return new PageAnswer.Page([.. listings.Select(l => items.TryGetValue(l.ListingId, out var item) ? Level.Describe(l, item) : l)], null);
    }

    private async Task<PageAnswer> PageAsync(ShopifyAccount account, IReadOnlyList<string> all, PagePlace place, CancellationToken cancellation)
    {
        var rows = budget.RowsOf(account, Operation);
        var variables = new JsonObject { ["locationId"] = Gid.Location(place.Location), ["first"] = rows, ["after"] = place.After };
        return await client.AskAsync(account, new GraphCall(Operation, Documents.Levels, variables, rows), cancellation) switch
        {
            GraphAnswer.Data data => Page(data.Json.Child("location").Child("inventoryLevels"), all, place),
            var failure => Failure(failure),
        };
    }

    private static PageAnswer Failure(GraphAnswer answer) => answer switch
    {
        GraphAnswer.Refused refused => new PageAnswer.Refused(refused.Code),
        GraphAnswer.Unavailable unavailable => new PageAnswer.Unavailable(unavailable.Code, unavailable.RetryAfter),
        var other => throw new System.Diagnostics.UnreachableException(other.ToString()),
    };

    /// <summary>A location that went away since shows nothing.</summary>
    private static PageAnswer Page(JsonElement levels, IReadOnlyList<string> all, PagePlace place)
    {
        var listed = levels.Child("nodes").Items().Select(node => Level.Read(node, place.Location)).ToList();
        if (listed.Contains(null)) return new PageAnswer.Unavailable("shopify.unreadable");
        var page = levels.Child("pageInfo");
        var next = page.Child("hasNextPage").ValueKind == JsonValueKind.True && page.Child("endCursor").Text() is { Length: > 0 } end
            ? place with { After = end }
            : place.NextLocation(all);
        return new PageAnswer.Page(listed!, next?.ToString());
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
