using System.Text.Json;
using CreatorFlow.Adapters.Channels;

namespace CreatorFlow.Adapters.Shopify;

/// <summary>An inventory level of a shop's.</summary>
internal static class Level
{
    /// <summary>Units that it shows as available, or null when it shows none.</summary>
    public static long? Available(JsonElement level) =>
        level.Child("quantities").Items().FirstOrDefault(q => q.Child("name").Text() == "available").Child("quantity") is { ValueKind: JsonValueKind.Number } units
        && units.TryGetInt64(out var count) ? count : null;

    /// <summary>The level as a page lists it, without what <see cref="Describe"/> adds; null when it names no item.</summary>
    public static ListedStock? Read(JsonElement level, string location) =>
        Gid.ItemOf(level.Child("id").Text()) is { } item ? new ListedStock(item, location, Available(level)) : null;

    /// <summary>With what its item says of it. An item that is not tracked counts nothing.</summary>
    public static ListedStock Describe(ListedStock listed, JsonElement item)
    {
        var variant = item.Child("variants").Child("nodes").Items().FirstOrDefault();
        return listed with
        {
            Available = item.Child("tracked").ValueKind == JsonValueKind.False ? null : listed.Available,
            Sku = item.Child("sku").Text() is { Length: > 0 } sku ? sku : null,
            Title = Title(variant),
            Barcode = variant.Child("barcode").Text() is { Length: > 0 } barcode ? barcode : null,
            ProductId = Gid.Number(variant.Child("product").Child("id").Text()),
            Aliases = Gid.Number(variant.Child("id").Text()) is { } variantId ? [variantId] : [],
        };
    }

    /// <summary>A product without options has one variant that Shopify calls "Default Title".</summary>
    private static string? Title(JsonElement variant)
    {
        var (product, name) = (variant.Child("product").Child("title").Text(), variant.Child("title").Text());
        return name is null or "" or "Default Title" ? product : $"{product} - {name}";
    }
}
