using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Simulator.Amazon;

/// <summary>Listings as the Listings Items API answers them.</summary>
internal static class ListingBodies
{
    private const int MostOfPage = 20;

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
        }),
        ["fulfillmentAvailability"] = new JsonArray(state.Available.TryGetValue(sku, out var own)
            ? new JsonObject { ["fulfillmentChannelCode"] = "DEFAULT", ["quantity"] = own }
            : new JsonObject { ["fulfillmentChannelCode"] = "AMAZON_NA" }),
    };

    public static JsonObject Page(AmazonState state, World world, IQueryCollection query)
    {
        var size = int.TryParse(query["pageSize"], NumberStyles.None, CultureInfo.InvariantCulture, out var wished) ? Math.Clamp(wished, 1, MostOfPage) : 10;
        var from = From(query["pageToken"].ToString());
        var items = state.Skus.Take(MostOfSearch).Skip(from).Take(size).ToList();
        var pagination = new JsonObject();
        if (from + items.Count < Math.Min(state.Skus.Count, MostOfSearch)) pagination["nextToken"] = Token(from + items.Count);
        return new JsonObject
        {
            ["numberOfResults"] = state.Skus.Count,
            ["pagination"] = pagination,
            ["items"] = items.Select(sku => Item(sku, state, world)).ToJsonArray(),
        };
    }

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
