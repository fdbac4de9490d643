using System.Globalization;

namespace CreatorFlow.Ingest.Payloads;

/// <summary>Finds escapes that are JSON by its grammar and yet no text: U+0000, which PostgreSQL's <c>jsonb</c> refuses, and halves of surrogate pairs.</summary>
internal static class EscapedText
{
    private const int UnicodeEscapeLength = 6; // \uXXXX

    /// <summary>The reason, or null. Expects valid JSON, where a backslash stands only inside strings.</summary>
    public static string? Refuse(ReadOnlySpan<byte> json)
    {
        for (var at = json.IndexOf((byte)'\\'); at >= 0;)
        {
            var rest = json[at..];
            var unit = CodeUnit(rest);
            if (unit == 0) return "the body holds the character U+0000";
            var pair = unit is { } high && char.IsHighSurrogate((char)high)
                && CodeUnit(rest[UnicodeEscapeLength..]) is { } low && char.IsLowSurrogate((char)low);
            if (unit is { } alone && char.IsSurrogate((char)alone) && !pair) return "the body holds half a surrogate pair";
            var next = at + (unit is null ? 2 : pair ? 2 * UnicodeEscapeLength : UnicodeEscapeLength);
            var found = json[next..].IndexOf((byte)'\\');
            at = found < 0 ? -1 : next + found;
        }
        return null;
    }

    private static int? CodeUnit(ReadOnlySpan<byte> text) =>
        text.Length >= UnicodeEscapeLength && text[0] == '\\' && text[1] == 'u'
        && int.TryParse(text[2..UnicodeEscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? unit
            : null;
}
