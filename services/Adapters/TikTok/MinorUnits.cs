using System.Globalization;
using CreatorFlow.Contracts;

namespace CreatorFlow.Adapters.TikTok;

/// <summary>Decimal amounts in a currency's minor units. Exponents: ISO 4217, list one.</summary>
internal static class MinorUnits
{
    private const string WithoutDecimals = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
    private const string WithThree = "BHD IQD JOD KWD LYD OMR TND";
    private const string WithFour = "CLF UYW";

    /// <summary>So few that neither the decimal nor the minor units can overflow.</summary>
    private const int MostDigits = 14;

    /// <summary>The exact amount, or null when there is none or it has more decimals than its currency.</summary>
    public static Money? Of(string? amount, string? currency)
    {
        if (currency is not { Length: 3 } || currency.Contains(' ') || amount is not { Length: <= MostDigits }) return null;
        if (!decimal.TryParse(amount, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var major)) return null;
        var code = currency.ToUpperInvariant();
        var minor = major;
        for (var digit = Exponent(code); digit > 0; digit--) minor *= 10;
        return minor == decimal.Truncate(minor) ? new Money((long)minor, code) : null;
    }

    private static int Exponent(string code) =>
        WithoutDecimals.Contains(code, StringComparison.Ordinal) ? 0
        : WithThree.Contains(code, StringComparison.Ordinal) ? 3
        : WithFour.Contains(code, StringComparison.Ordinal) ? 4
        : 2;
}
