namespace CreatorFlow.Dashboard.Listings;

/// <summary>What a person may call a SKU.</summary>
internal static class SkuNames
{
    public const string Invalid = "sku.invalid";
    public const string Rule = "1 to 200 characters, no control characters, no blanks before or after.";
    private const int Longest = 200;

    public static bool IsUsable(string? sku) =>
        !string.IsNullOrWhiteSpace(sku) && sku.Length <= Longest && sku.Trim() == sku && !sku.Any(char.IsControl);
}
