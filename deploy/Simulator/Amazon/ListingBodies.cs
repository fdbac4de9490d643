using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Simulator.Amazon;

/// <summary>Listings as the Listings Items API answers them.</summary>
internal static class ListingBodies
{
    private const int MostOfPage = 20;
    private static readonly DateTime Opened = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>However many there are, no more can be paged through.</summary>
    private const int MostOfSearch = 1_000;

    public static JsonObject Item(string sku, AmazonState state, World world) => new()
    {
        ["sku"] = sku,
        ["summaries"] = new JsonArray(new JsonObject
        {
            ["marketplaceId"] = state.MarketplaceId,
            ["asin"] = world.Find(sku) is { } article ? AmazonStock.Asin(article) : null,
            ["productType"] = state.ProductType(sku),
            ["status"] = new JsonArray("BUYABLE", "DISCOVERABLE"),
            ["itemName"] = Title(sku, world),
            ["createdDate"] = CreatedAt(sku, world),
        }),
        ["fulfillmentAvailability"] = new JsonArray(state.Available.TryGetValue(sku, out var own)
            ? new JsonObject { ["fulfillmentChannelCode"] = "DEFAULT", ["quantity"] = own }
            : new JsonObject { ["fulfillmentChannelCode"] = "AMAZON_NA" }),
    };

    public static JsonObject Page(AmazonState state, World world, IQueryCollection query)
    {
        var size = int.TryParse(query["pageSize"], NumberStyles.None, CultureInfo.InvariantCulture, out var wished) ? Math.Clamp(wished, 1, MostOfPage) : 10;
        var from = From(query["pageToken"].ToString());
        var found = Found(state, world, query);
        var items = found.Take(MostOfSearch).Skip(from).Take(size).ToList();
        var pagination = new JsonObject();
        if (from + items.Count < Math.Min(found.Count, MostOfSearch)) pagination["nextToken"] = Token(from + items.Count);
        return new JsonObject
        {
            ["numberOfResults"] = found.Count,
            ["pagination"] = pagination,
            ["items"] = items.Select(sku => Item(sku, state, world)).ToJsonArray(),
        };
    }

    /// <summary>All of them, those of the SKUs named, or those created at or after a moment; by SKU unless it is said otherwise.</summary>
    private static List<string> Found(AmazonState state, World world, IQueryCollection query)
    {
        var after = query["createdAfter"].ToString();
        IEnumerable<string> skus = query["identifiersType"] == "SKU" ? query["identifiers"].ToString().Split(',').Where(state.Lists) : state.Skus;
        if (after.Length > 0) skus = skus.Where(sku => string.CompareOrdinal(CreatedAt(sku, world), after) >= 0);
        return [.. query["sortBy"] == "createdDate" ? skus.OrderBy(sku => CreatedAt(sku, world), StringComparer.Ordinal) : skus];
    }

    /// <summary>Two articles a minute, in the catalogue's order; what is not in it was listed before.</summary>
    private static string CreatedAt(string sku, World world) =>
        Opened.AddMinutes(world.Find(sku) is { } article ? 1 + (article.Index / 2) : 0).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static JsonObject NoPage() => new() { ["numberOfResults"] = 0, ["items"] = new JsonArray() };

    private static string Title(string sku, World world) =>
        world.Find(sku) is { } article ? $"{article.ProductTitle} ({article.Variant})" : sku;

    /// <summary>Base64, with the characters that a query has to escape.</summary>
    private static string Token(int from) => Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"?>{from}")));

    private static int From(string token)
    {
        var bytes = new byte[token.Length];
        if (!Convert.TryFromBase64String(token, bytes, out var length)) return 0;
        return int.TryParse(Encoding.UTF8.GetString(bytes, 0, length).TrimStart('?', '>'), NumberStyles.None, CultureInfo.InvariantCulture, out var from) ? from : 0;
    }
}
