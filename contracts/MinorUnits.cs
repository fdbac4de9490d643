using System.Globalization;

namespace CreatorFlow.Contracts;

/// <summary>Turns a platform's decimal amount into whole minor units. Pure and thread-safe.</summary>
public static class MinorUnits
{
    /// <summary>So few that neither the decimal nor four more digits of minor units can overflow.</summary>
    private const int MostCharacters = 14;

    /// <summary>The exact amount, or null when there is none, or none that is whole in minor units: no price is better than a wrong one.</summary>
    /// <param name="amount">Digits with at most one point and perhaps a minus in front, e.g. <c>-12.50</c>; at most 14 characters. No exponent, no thousands.</param>
    /// <param name="currency">ISO 4217 code in upper case; see <see cref="IsCurrency"/>.</param>
    public static Money? Of(string? amount, string? currency)
    {
        if (amount is not { Length: <= MostCharacters } || !IsCurrency(currency)) return null;
        if (!decimal.TryParse(amount, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var major)) return null;
        var minor = major * UnitsIn(currency!);
        return minor == decimal.Truncate(minor) ? new Money((long)minor, currency!) : null;
    }

    /// <summary>Whether it has the form of an ISO 4217 code: three letters, upper case. Whether such a currency exists is not asked.</summary>
    public static bool IsCurrency(string? code) => code is { Length: 3 } && !code.AsSpan().ContainsAnyExceptInRange('A', 'Z');

    /// <summary>Minor units in one major, by ISO 4217, list one; a hundred where it names nothing else.</summary>
    private static decimal UnitsIn(string currency) => currency switch
    {
        "BIF" or "CLP" or "DJF" or "GNF" or "ISK" or "JPY" or "KMF" or "KRW" or "PYG" or "RWF" or "UGX" or "UYI" or "VND" or "VUV" or "XAF" or "XOF" or "XPF" => 1,
        "BHD" or "IQD" or "JOD" or "KWD" or "LYD" or "OMR" or "TND" => 1_000,
        "CLF" or "UYW" => 10_000,
        _ => 100,
    };
}
