using CreatorFlow.Contracts.Channels;
using CreatorFlow.Ingest.Payloads;

namespace CreatorFlow.Ingest.Shopify;

/// <summary>Reads the Product resource: each variant is a listing.</summary>
internal static class ShopifyProduct
{
    /// <summary>What Shopify calls the only variant of a product that has no options.</summary>
    private const string OnlyVariant = "Default Title";

    public static List<ListingSeen> Seen(PayloadNode product, DateTimeOffset triggeredAt)
    {
        var productId = product.Id("id");
        var title = product.Text("title");
        var occurredAt = product.Time("updated_at") ?? triggeredAt;
        var status = product.Text("status");
        return [.. product.Objects("variants").Select(variant =>
            Seen(variant) with { OccurredAt = occurredAt, ProductId = productId, Title = Title(title, variant.Text("title")), Status = status })];
    }

    /// <summary>What order lines call a listing: they know the variant, stock levels know the inventory item.</summary>
    public static string? VariantAlias(string? variantId) => variantId is null ? null : $"variant:{variantId}";

    private static ListingSeen Seen(PayloadNode variant)
    {
        var alias = VariantAlias(variant.Id("id"))!;
        return new()
        {
            OccurredAt = default,
            ListingId = variant.OptionalId("inventory_item_id") ?? alias,
            Aliases = [alias],
            Sku = variant.PlatformSku("sku"),
            Barcode = variant.Text("barcode") is { Length: > 0 } barcode ? barcode : null,
        };
    }

    private static string? Title(string? product, string? variant) =>
        string.IsNullOrEmpty(variant) || variant == OnlyVariant ? product : $"{product} - {variant}";
}
