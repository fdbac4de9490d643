namespace CreatorFlow.Adapters.Amazon;

/// <summary>Paths of the Listings Items API. SKUs are the sellers' own words: spaces, slashes, percent signs and all.</summary>
internal static class ListingAddress
{
    /// <summary>Items of a page, and SKUs that one search may name.</summary>
    public const int ItemsOfPage = 20;
    private const string Data = "&includedData=summaries,fulfillmentAvailability";

    public static string ToPatch(AmazonAccount account, string sku) => Item(account, sku);

    public static string ToRead(AmazonAccount account, string sku) => Item(account, sku) + Data;

    public static string ToSearch(AmazonAccount account, SearchPlace place) =>
        $"{Items(account)}?{Marketplaces(account)}{Data}&pageSize={ItemsOfPage}&sortBy=createdDate&sortOrder=ASC{Parameter("createdAfter", place.CreatedAfter)}{Parameter("pageToken", place.Token)}";

    /// <summary>The listings of up to twenty SKUs, none of which has a comma.</summary>
    public static string ToFind(AmazonAccount account, IEnumerable<string> skus) =>
        $"{Items(account)}?{Marketplaces(account)}{Data}&pageSize={ItemsOfPage}&identifiersType=SKU&identifiers={string.Join(',', skus.Select(Uri.EscapeDataString))}";

    private static string Parameter(string name, string? value) => string.IsNullOrEmpty(value) ? "" : $"&{name}={Uri.EscapeDataString(value)}";

    private static string Item(AmazonAccount account, string sku) => $"{Items(account)}/{Segment(sku)}?{Marketplaces(account)}";

    private static string Items(AmazonAccount account) => $"/listings/2021-08-01/items/{Segment(account.SellerId)}";

    public static string Marketplaces(AmazonAccount account) => $"marketplaceIds={string.Join(',', account.MarketplaceIds.Select(Uri.EscapeDataString))}";

    private static string Segment(string text) => Uri.EscapeDataString(text);

    /// <summary>Whether a SKU can be named in a path: one of dots alone would be a step in it, even escaped.</summary>
    public static bool CanName(string sku) => sku.Length > 0 && sku is not "." and not "..";
}
