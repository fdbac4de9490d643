using System.Globalization;

namespace CreatorFlow.Adapters.Shopify;

/// <summary>Shopify's global ids, <c>gid://shopify/InventoryItem/808950810</c>. The number has up to 64 bits, so it stays text.</summary>
internal static class Gid
{
    public static string Item(string number) => $"gid://shopify/InventoryItem/{number}";

    public static string Order(string number) => $"gid://shopify/Order/{number}";

    public static string Location(string number) => $"gid://shopify/Location/{number}";

    /// <summary>Whether it is a number that can stand in a global id.</summary>
    public static bool IsNumber(string text) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    /// <summary>The item of an inventory level, <c>gid://shopify/InventoryLevel/655441491?inventory_item_id=808950810</c>; null when it names none.</summary>
    public static string? ItemOf(string? level) => level?.Split("inventory_item_id=") is [_, var number] && IsNumber(number) ? number : null;

    /// <summary>The number in a global id, or null when it is none.</summary>
    public static string? Number(string? gid) =>
        gid?[(gid.LastIndexOf('/') + 1)..].Split('?')[0] is { } number && IsNumber(number) ? number : null;
}
