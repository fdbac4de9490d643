using System.Text.Json;
using CreatorFlow.Adapters.Channels;

namespace CreatorFlow.Adapters.Meta;

/// <summary>The body of <c>items_batch</c> for stock.</summary>
/// <remarks>developers.facebook.com, ProductCatalog items_batch. The retailer's id goes into <c>data.id</c>; <c>allow_upsert</c> would
/// otherwise make items of listings that are gone.</remarks>
internal static class StockBatch
{
    public static byte[] Body(IEnumerable<PushItem> items) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        allow_upsert = false,
        item_type = "PRODUCT_ITEM",
        requests = items.Select(item => new
        {
            method = "UPDATE",
            data = new { id = item.ListingId, availability = item.Quantity > 0 ? "in stock" : "out of stock", quantity_to_sell_on_facebook = item.Quantity },
        }),
    });
}
