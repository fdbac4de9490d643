using System.Collections.Frozen;
using System.Globalization;
using CreatorFlow.Contracts;

namespace CreatorFlow.Ingest.Payloads;

/// <summary>Turns a platform's decimal amount into whole minor units.</summary>
internal static class MinorUnits
{
    private const int MostPlatformDigits = 15;

    // ISO 4217, list one: the currencies whose minor unit is not a hundredth.
    private static readonly FrozenDictionary<string, int> Exponents = new Dictionary<string, int>
    {
        ["BIF"] = 0, ["CLP"] = 0, ["DJF"] = 0, ["GNF"] = 0, ["ISK"] = 0, ["JPY"] = 0, ["KMF"] = 0, ["KRW"] = 0, ["PYG"] = 0,
        ["RWF"] = 0, ["UGX"] = 0, ["UYI"] = 0, ["VND"] = 0, ["VUV"] = 0, ["XAF"] = 0, ["XOF"] = 0, ["XPF"] = 0,
        ["BHD"] = 3, ["IQD"] = 3, ["JOD"] = 3, ["KWD"] = 3, ["LYD"] = 3, ["OMR"] = 3, ["TND"] = 3,
        ["CLF"] = 4, ["UYW"] = 4,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The exact amount, or null when there is none, or none that is whole in minor units: no price is better than a wrong one.</summary>
    public static Money? Of(string? amount, string? currency)
    {
        if (amount is null || !IsCurrency(currency) || amount.Length > MostPlatformDigits) return null;
        if (!decimal.TryParse(amount, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)) return null;
        var minor = value * Factor(Exponents.GetValueOrDefault(currency!, 2));
        return minor == decimal.Truncate(minor) ? new Money((long)minor, currency!) : null;
    }

    public static bool IsCurrency(string? code) => code is { Length: 3 } && !code.AsSpan().ContainsAnyExceptInRange('A', 'Z');

    private static decimal Factor(int exponent) => exponent switch { 0 => 1, 2 => 100, 3 => 1_000, _ => 10_000 };
}
