using System.Globalization;

namespace CreatorFlow.Domain.Explanations;

/// <summary>The moment of a question about the past: by the time of recording, which is ours and only goes forward.</summary>
internal static class PastMoment
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    /// <param name="text">ISO 8601 with its zone.</param>
    /// <param name="moment">UTC.</param>
    public static bool TryParse(string text, out DateTimeOffset moment)
    {
        moment = default;
        if (!NamesZone(text) || !DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out moment)) return false;
        moment = moment.ToUniversalTime();
        return true;
    }

    /// <summary>A time without its zone would be read as this machine's own.</summary>
    private static bool NamesZone(string text) => text.Length > 0 && (text[^1] == 'Z' || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':'));
}
