using CreatorFlow.Contracts.Channels;
using CreatorFlow.Ingest.Payloads;

namespace CreatorFlow.Ingest.Amazon;

/// <summary>Reads stock and listings. The listing's id is the seller's SKU.</summary>
internal static class AmazonStock
{
    /// <summary>The channel code of what the seller ships.</summary>
    private const string ShippedBySeller = "DEFAULT";

    /// <summary>What Amazon holds is Amazon's own location in each marketplace, <c>fba:{marketplace}</c>.</summary>
    public static IReadOnlyList<StockReported> HeldByAmazon(PayloadNode payload, DateTimeOffset at)
    {
        var sku = payload.Id("SKU");
        var marketplaces = payload.Objects("FulfillmentInventoryByMarketplace");
        if (marketplaces.Count == 0) payload.Refuse("FulfillmentInventoryByMarketplace", "is missing or empty");
        return [.. marketplaces.Select(marketplace => new StockReported
        {
            OccurredAt = at,
            ListingId = sku,
            Location = $"fba:{marketplace.Id("MarketplaceId")}",
            Available = marketplace.Object("FulfillmentInventory").Quantity("Fulfillable"),
        })];
    }

    /// <summary>The seller's own stock has no location of Amazon's.</summary>
    public static StockReported HeldBySeller(PayloadNode payload, DateTimeOffset at) => new()
    {
        OccurredAt = at,
        ListingId = payload.Id("Sku"),
        Location = payload.OptionalId("FulfillmentChannelCode") is { } channel and not ShippedBySeller ? channel : null,
        Available = payload.Quantity("Quantity"),
    };

    /// <param name="payload">Status or issues.</param>
    /// <param name="words">The array of Amazon's words for the listing's state.</param>
    /// <param name="at">When it changed.</param>
    public static ListingSeen Seen(PayloadNode payload, string words, DateTimeOffset at)
    {
        var sku = payload.Id("Sku");
        return new()
        {
            OccurredAt = at,
            ListingId = sku,
            Sku = sku,
            ProductId = payload.OptionalId("Asin"),
            Status = payload.Ids(words) is { Count: > 0 } states ? string.Join(' ', states) : null,
        };
    }
}
