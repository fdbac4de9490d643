using System.Globalization;
using CreatorFlow.Contracts;

namespace CreatorFlow.Ingest.Payloads;

/// <summary>Turns a platform's decimal amount into whole minor units.</summary>
internal static class MinorUnits
{
    private const int MostPlatformDigits = 15;

    /// <summary>The exact amount, or null when there is none, or none that is whole in minor units: no price is better than a wrong one.</summary>
    public static Money? Of(string? amount, string? currency)
    {
        if (amount is null || !IsCurrency(currency) || amount.Length > MostPlatformDigits) return null;
        if (!decimal.TryParse(amount, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)) return null;
        var minor = value * UnitsIn(currency!);
        return minor == decimal.Truncate(minor) ? new Money((long)minor, currency!) : null;
    }

    public static bool IsCurrency(string? code) => code is { Length: 3 } && !code.AsSpan().ContainsAnyExceptInRange('A', 'Z');

    /// <summary>Minor units in one major, by ISO 4217, list one.</summary>
    private static decimal UnitsIn(string currency) => currency switch
    {
        "BIF" or "CLP" or "DJF" or "GNF" or "ISK" or "JPY" or "KMF" or "KRW" or "PYG" or "RWF" or "UGX" or "UYI" or "VND" or "VUV" or "XAF" or "XOF" or "XPF" => 1,
        "BHD" or "IQD" or "JOD" or "KWD" or "LYD" or "OMR" or "TND" => 1_000,
        "CLF" or "UYW" => 10_000,
        _ => 100,
    };
}
