using System.Globalization;

namespace CreatorFlow.Domain.Listings;

/// <summary>Writes the same thing the same way, so that two platforms' spellings of it compare equal.</summary>
internal static class Wording
{
    public static string Sku(string sku) => sku.Trim().ToUpperInvariant();

    /// <summary>A GTIN of 8, 12, 13 or 14 digits is the same number with zeros before it (GS1 General Specifications); null when there is none.</summary>
    public static string? Barcode(string? barcode) =>
        string.Concat((barcode ?? "").Where(char.IsAsciiLetterOrDigit)).TrimStart('0').ToUpperInvariant() is { Length: > 0 } written ? written : null;

    /// <summary>Letters with their accents and digits, between anything else, whatever their case.</summary>
    public static HashSet<string> Words(string title)
    {
        var plain = string.Concat(title.Select(c => char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark ? char.ToLowerInvariant(c) : ' '));
        return plain.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
    }
}
