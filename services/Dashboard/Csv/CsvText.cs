namespace CreatorFlow.Dashboard.Csv;

/// <summary>Text of other people's making in a file that a spreadsheet opens.</summary>
/// <remarks>A cell that begins like a formula is run by spreadsheets; an apostrophe before it makes it text
/// (OWASP, CSV Injection: https://owasp.org/www-community/attacks/CSV_Injection). A file that comes back loses it again.</remarks>
internal static class CsvText
{
    private const char Mark = '\'';

    public static string? Guard(string? text) => IsGuardedFirst(text) ? Mark + text : text;

    public static string? Unguard(string? text) => text is [Mark, ..] && IsGuardedFirst(text[1..]) ? text[1..] : text;

    /// <summary>Text that begins with the mark itself and then a formula is marked too, so that taking the mark off gives what there was.</summary>
    private static bool IsGuardedFirst(string? text) => text is { Length: > 0 } && text.TrimStart(Mark) is [var first, ..] && first is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠';
}
