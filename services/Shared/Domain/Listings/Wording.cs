using System.Globalization;
using System.Text;

namespace CreatorFlow.Domain.Listings;

/// <summary>Writes the same thing the same way, so that two platforms' spellings of it compare equal.</summary>
internal static class Wording
{
    public static string Sku(string sku) => sku.Trim().ToUpperInvariant();

    /// <summary>A GTIN of 8, 12, 13 or 14 digits is the same number with zeros before it (GS1 General Specifications, section 7.12); null when there is none.</summary>
    public static string? Barcode(string? barcode) =>
        string.Concat((barcode ?? "").Where(char.IsAsciiLetterOrDigit)).TrimStart('0').ToUpperInvariant() is { Length: > 0 } written ? written : null;

    /// <summary>Letters and digits between anything else, without case or accents.</summary>
    public static HashSet<string> Words(string title)
    {
        var plain = new StringBuilder();
        foreach (var c in Whole(title).Normalize(NormalizationForm.FormKD))
            if (char.IsLetterOrDigit(c)) plain.Append(char.ToLowerInvariant(c));
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark) plain.Append(' ');
        return plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Half of a surrogate pair, which a cut title may end with, cannot be normalised.</summary>
    private static string Whole(string title) => string.Concat(title.EnumerateRunes().Where(r => r != Rune.ReplacementChar));
}
