using System.Globalization;
using System.Text;
using CreatorFlow.Dashboard.Commands;
using CreatorFlow.Dashboard.Csv;
using CreatorFlow.Dashboard.Listings;
using CsvHelper;
using CsvHelper.Configuration;

namespace CreatorFlow.Dashboard.Importing;

/// <summary>A line of the file as it was understood.</summary>
/// <param name="Row">Of the table, the first below the columns' names is 1.</param>
/// <param name="Line">Of the file, where it begins.</param>
/// <param name="Sku">As it stands there.</param>
/// <param name="Location">Null for the SKU's first.</param>
/// <param name="OnHand">Units counted, or null.</param>
/// <param name="Delta">Units more or less, or null.</param>
/// <param name="LowStockBelow">Units, or null to leave it.</param>
/// <param name="Reason">In the person's words.</param>
/// <param name="Error">Why it cannot be used, a stable code; null when it can.</param>
/// <param name="Column">Which column is wrong.</param>
internal sealed record ImportRow(int Row, int Line, string Sku, string? Location, long? OnHand, long? Delta, long? LowStockBelow, string? Reason, string? Error, string? Column);

/// <summary>What a file came to: its rows, or why there are none.</summary>
internal sealed record ImportRows(IReadOnlyList<ImportRow> Rows, string? Error, string? Detail);

/// <summary>Reads a file of stock: comma, semicolon or tab between the cells, with or without a byte order mark, any line ends, quoted cells over several lines.</summary>
internal static class ImportFile
{
    public const int MostRows = 5_000;
    private const int LongestText = 500;
    private static readonly string[] Known = ["sku", "location", "on_hand", "delta", "low_stock_below", "reason"];

    public static async Task<ImportRows> ReadAsync(Stream file, CancellationToken cancellation)
    {
        using var text = new StreamReader(file, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
        try
        {
            return await ReadAsync(await text.ReadToEndAsync(cancellation));
        }
        catch (DecoderFallbackException)
        {
            return Unusable("import.not_utf8", "Save the file as UTF-8.");
        }
        catch (CsvHelperException e)
        {
            return Unusable("import.unreadable", $"Line {e.Context?.Parser?.RawRow ?? 0} could not be read: is a quote missing?");
        }
    }

    private static async Task<ImportRows> ReadAsync(string text)
    {
        if (text.Contains('\0')) return Unusable("import.unreadable", "The file is no text.");
        var flawed = false;
        using var csv = new CsvReader(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = DelimiterOf(text), BadDataFound = _ => flawed = true, MissingFieldFound = null, TrimOptions = TrimOptions.None,
            PrepareHeaderForMatch = column => column.Header.Trim().ToLowerInvariant(), DetectColumnCountChanges = false,
        });
        if (!await csv.ReadAsync() || !csv.ReadHeader()) return Unusable("import.empty", "The first line names the columns.");
        if (Flaw(csv.HeaderRecord!) is { } wrong) return wrong;
        var rows = new List<ImportRow>();
        var seen = new HashSet<(string, string?)>();
        for (var line = csv.Parser.RawRow + 1; await csv.ReadAsync(); line = csv.Parser.RawRow + 1)
        {
            if (flawed) return Unusable("import.unreadable", $"Line {line} could not be read: is a quote missing?");
            if (rows.Count == MostRows) return Unusable("import.too_many_rows", $"A file holds at most {MostRows} rows.");
            var row = RowOf(csv, rows.Count + 1, line);
            rows.Add(row.Error is null && !seen.Add((row.Sku, row.Location)) ? row with { Error = "row.repeated", Column = "sku" } : row);
        }
        return flawed ? Unusable("import.unreadable", "A quote is missing.") : rows.Count == 0 ? Unusable("import.empty", "The file holds no rows.") : new(rows, null, null);
    }

    /// <summary>By the line of the columns' names, which hold none of them.</summary>
    private static string DelimiterOf(string text)
    {
        var first = text.AsSpan(0, text.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? end : text.Length);
        return first.Contains(';') ? ";" : first.Contains('\t') ? "\t" : ",";
    }

    private static ImportRows? Flaw(string[] header)
    {
        var names = header.Select(h => h.Trim().ToLowerInvariant()).ToList();
        if (!names.Contains("sku")) return Unusable("import.column_missing", "One column is named sku.");
        if (!names.Contains("on_hand") && !names.Contains("delta") && !names.Contains("low_stock_below")) return Unusable("import.column_missing", "There is a column on_hand, delta or low_stock_below.");
        return names.Where(Known.Contains).GroupBy(n => n).FirstOrDefault(g => g.Count() > 1) is { } twice ? Unusable("import.column_repeated", $"The column {twice.Key} is there more than once.") : null;
    }

    private static ImportRow RowOf(CsvReader csv, int number, int line)
    {
        string? Cell(string column) => csv.TryGetField<string>(column, out var cell) && !string.IsNullOrWhiteSpace(cell) ? CsvText.Unguard(cell.Trim()) : null;
        var (onHand, wrongSet) = Units(Cell("on_hand"), 0, StockAdjustment.MostUnits);
        var (delta, wrongDelta) = Units(Cell("delta"), -StockAdjustment.MostUnits, StockAdjustment.MostUnits);
        var (low, wrongLow) = Units(Cell("low_stock_below"), 0, StockAdjustment.MostUnits);
        var (sku, location, reason) = (Cell("sku"), Cell("location"), Cell("reason"));
        (string Code, string Column)? error =
            !SkuNames.IsUsable(sku) ? (SkuNames.Invalid, "sku")
            : location?.Length > 200 ? ("location.invalid", "location")
            : reason?.Length > LongestText ? ("reason.too_long", "reason")
            : wrongSet ? ("units.invalid", "on_hand") : wrongDelta ? ("units.invalid", "delta") : wrongLow ? ("units.invalid", "low_stock_below")
            : onHand is not null && delta is not null ? ("row.ambiguous", "delta")
            : onHand is null && delta is null && low is null ? ("row.empty", "on_hand") : null;
        return new(number, line, sku ?? "", location, onHand, delta == 0 ? null : delta, low, reason, error?.Code, error?.Column);
    }

    /// <summary>Whole units; a spreadsheet may have written a plus before them.</summary>
    private static (long? Units, bool Wrong) Units(string? text, long least, long most) =>
        text is null ? (null, false)
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var units) && units >= least && units <= most ? (units, false) : (null, true);

    private static ImportRows Unusable(string code, string detail) => new([], code, detail);
}
