using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace CreatorFlow.Dashboard.Csv;

/// <summary>A file of comma-separated values (RFC 4180), written page by page as it is read: never whole in memory.</summary>
/// <param name="name">The file's name.</param>
/// <param name="columns">The first line.</param>
/// <param name="write">Writes the lines.</param>
internal sealed class CsvAnswer(string name, string[] columns, Func<CsvLines, CancellationToken, Task> write) : IResult
{
    public const string Type = "text/csv";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = $"{Type}; charset=utf-8; header=present";
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        response.Headers.CacheControl = "no-store";
        // The mark at the beginning tells spreadsheets that it is UTF-8.
        await using var text = new StreamWriter(response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var lines = new CsvLines(text);
        await lines.WriteAsync(columns);
        await write(lines, httpContext.RequestAborted);
    }
}

/// <summary>Writes lines: text is guarded, numbers and times are not. Not thread-safe.</summary>
internal sealed class CsvLines(StreamWriter text) : IAsyncDisposable
{
    // Spreadsheets of some countries part cells at a semicolon: text that holds one is quoted, too.
    private static readonly CsvConfiguration Rfc4180 = new(CultureInfo.InvariantCulture)
    {
        NewLine = "\r\n", ShouldQuote = cell => ConfigurationFunctions.ShouldQuote(cell) || cell.Field?.AsSpan().IndexOfAny(';', '\t') >= 0,
    };
    private readonly CsvWriter csv = new(text, Rfc4180, leaveOpen: true);

    public async Task WriteAsync(params object?[] cells)
    {
        foreach (var cell in cells)
            csv.WriteField(cell switch
            {
                null => "",
                string s => CsvText.Guard(s),
                bool b => b ? "true" : "false",
                DateTimeOffset t => t.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
                IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
                _ => throw new ArgumentException(cell.GetType().Name, nameof(cells)),
            });
        await csv.NextRecordAsync();
    }

    public ValueTask DisposeAsync() => csv.DisposeAsync();
}
