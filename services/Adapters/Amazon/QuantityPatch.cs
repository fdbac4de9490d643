using System.Text.Json;
using System.Text.Json.Serialization;

namespace CreatorFlow.Adapters.Amazon;

/// <summary>The body that sets what the seller has of an item, and nothing else of it.</summary>
/// <remarks>The op <c>merge</c> leaves restock date and handling time as they are: developer-docs.amazon.com/sp-api/docs/merge-a-listing.</remarks>
internal sealed record QuantityPatch(string ProductType, IReadOnlyList<QuantityPatch.Change> Patches)
{
    /// <param name="productType">Of the listing.</param>
    /// <param name="quantity">Units, at least 0.</param>
    public static byte[] Of(string productType, long quantity) => JsonSerializer.SerializeToUtf8Bytes(
        new QuantityPatch(productType, Changes(quantity)), AmazonJson.Options);

    public static IReadOnlyList<Change> Changes(long quantity) => [new("merge", "/attributes/fulfillment_availability", [new(ListingsItem.ShippedBySeller, quantity)])];

    internal sealed record Change(string Op, string Path, IReadOnlyList<Availability> Value);

    internal sealed record Availability([property: JsonPropertyName("fulfillment_channel_code")] string FulfillmentChannelCode, long Quantity);
}
