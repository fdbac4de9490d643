using System.Globalization;
using CreatorFlow.Contracts;

namespace CreatorFlow.Adapters.TikTok;

/// <summary>Decimal amounts in a currency's minor units. Exponents: ISO 4217, list one.</summary>
internal static class MinorUnits
{
    private static readonly Dictionary<string, int> OtherThanTwo = new(StringComparer.Ordinal)
    {
        ["BIF"] = 0, ["CLP"] = 0, ["DJF"] = 0, ["GNF"] = 0, ["ISK"] = 0, ["JPY"] = 0, ["KMF"] = 0, ["KRW"] = 0,
        ["PYG"] = 0, ["RWF"] = 0, ["UGX"] = 0, ["UYI"] = 0, ["VND"] = 0, ["VUV"] = 0, ["XAF"] = 0, ["XOF"] = 0, ["XPF"] = 0,
        ["BHD"] = 3, ["IQD"] = 3, ["JOD"] = 3, ["KWD"] = 3, ["LYD"] = 3, ["OMR"] = 3, ["TND"] = 3,
        ["CLF"] = 4, ["UYW"] = 4,
    };

    /// <summary>The exact amount, or null when there is none or it has more decimals than its currency.</summary>
    public static Money? Of(string? amount, string? currency)
    {
        if (currency is not { Length: 3 } || !decimal.TryParse(amount, NumberStyles.Float, CultureInfo.InvariantCulture, out var major)) return null;
        var code = currency.ToUpperInvariant();
        var minor = major;
        for (var digit = OtherThanTwo.GetValueOrDefault(code, 2); digit > 0; digit--) minor *= 10;
        return minor == decimal.Truncate(minor) && Math.Abs(minor) < long.MaxValue ? new Money((long)minor, code) : null;
    }
}
