using System.Text.Json;
using CreatorFlow.Adapters.Channels;

namespace CreatorFlow.Adapters.Meta;

/// <summary>Reads a page of a catalogue's products.</summary>
internal static class ProductPage
{
    public static PageAnswer Read(JsonElement body)
    {
        if (!body.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array) return new PageAnswer.Unavailable("meta.unreadable");
        return new PageAnswer.Page([.. data.EnumerateArray().Select(Listing).OfType<ListedStock>()], Next(body));
    }

    /// <summary>A product without a retailer's id cannot be told anything, so it is no listing.</summary>
    private static ListedStock? Listing(JsonElement product) => product.Text("retailer_id") is not { Length: > 0 } id ? null : new(id, "", Quantity(product))
    {
        Sku = id, Title = product.Text("name"), Barcode = product.Text("gtin"), ProductId = product.Text("id"),
    };

    private static long? Quantity(JsonElement product) =>
        product.TryGetProperty("quantity_to_sell_on_facebook", out var quantity) && quantity.ValueKind == JsonValueKind.Number && quantity.TryGetInt64(out var units) ? units : null;

    /// <summary>The last page has cursors too, but no <c>next</c>. That address carries the token, so the cursor alone is kept.</summary>
    private static string? Next(JsonElement body) =>
        body.TryGetProperty("paging", out var paging) && paging.Text("next") is not null && paging.TryGetProperty("cursors", out var cursors) ? cursors.Text("after") : null;
}
