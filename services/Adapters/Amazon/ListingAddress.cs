namespace CreatorFlow.Adapters.Amazon;

/// <summary>Paths of the Listings Items API. SKUs are the sellers' own words: spaces, slashes, percent signs and all.</summary>
internal static class ListingAddress
{
    private const int ItemsOfPage = 20;
    private const string Data = "&includedData=summaries,fulfillmentAvailability";

    public static string ToPatch(AmazonAccount account, string sku) => Item(account, sku);

    public static string ToRead(AmazonAccount account, string sku) => Item(account, sku) + Data;

    public static string ToSearch(AmazonAccount account, string? cursor) =>
        $"{Items(account)}?{Marketplaces(account)}{Data}&pageSize={ItemsOfPage}{(cursor is null ? "" : $"&pageToken={Uri.EscapeDataString(cursor)}")}";

    private static string Item(AmazonAccount account, string sku) => $"{Items(account)}/{Segment(sku)}?{Marketplaces(account)}";

    private static string Items(AmazonAccount account) => $"/listings/2021-08-01/items/{Segment(account.SellerId)}";

    public static string Marketplaces(AmazonAccount account) => $"marketplaceIds={string.Join(',', account.MarketplaceIds.Select(Uri.EscapeDataString))}";

    private static string Segment(string text) => Uri.EscapeDataString(text);

    /// <summary>Whether a SKU can be named in a path: one of dots alone would be a step in it, even escaped.</summary>
    public static bool CanName(string sku) => sku.Length > 0 && sku is not "." and not "..";
}
