using System.Security.Cryptography;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Commands;
using CreatorFlow.Dashboard.Documenting;
using CreatorFlow.Hosting.Errors;

namespace CreatorFlow.Dashboard.Importing;

/// <summary><c>POST /api/v1/import/inventory.csv</c>: stock and thresholds out of a file. With <c>?preview=true</c> nothing changes.</summary>
/// <remarks>Each row is a command with a key of its own, made of the <c>Idempotency-Key</c> or else of the file's bytes: the same file twice counts once.</remarks>
internal static class ImportEndpoint
{
    private const int LongestFileBytes = 5 * 1_024 * 1_024;

    /// <summary>A row's number and its second command come behind the key.</summary>
    private const int LongestKey = 160;

    public static void MapImports(this IEndpointRouteBuilder routes) => routes.MapPost("/import/inventory.csv", ImportAsync).WithTags("Files").WithName("ImportInventory")
        .TakesCsv().Answers<ImportAnswer>().WithMetadata(new WantedHeader("Idempotency-Key", "At most 160 characters; the file's own bytes when absent."))
        .Refuses(400, "preview.invalid", "idempotency_key.invalid").Refuses(413, "body.too_large")
        .Refuses(422, "import.not_utf8", "import.unreadable", "import.empty", "import.column_missing", "import.column_repeated", "import.too_many_rows");

    private static async Task<IResult> ImportAsync(HttpContext context, StockImport import, string? preview)
    {
        if (preview is not (null or "" or "true" or "false")) return Problem.Of(400, "preview.invalid", "The preview cannot be used.", "preview is true or false.");
        if (CommandAnswer.KeyOf(context, out var key) is { } unusable) return unusable;
        if (key?.Length > LongestKey) return Problem.Of(400, "idempotency_key.invalid", "The Idempotency-Key cannot be used.", $"At most {LongestKey} characters.");
        if (await BytesAsync(context) is not { } file) return Problem.Of(413, "body.too_large", "The body is larger than this address takes.", $"At most {LongestFileBytes} bytes.");
        var read = await ImportFile.ReadAsync(new MemoryStream(file), context.RequestAborted);
        if (read.Error is not null) return Problem.Of(422, read.Error, "The file cannot be imported.", read.Detail);
        var (who, onlyLook) = (context.Creator(), preview == "true");
        var rows = onlyLook
            ? await import.PreviewAsync(who.CreatorId, read.Rows, context.RequestAborted)
            : await import.RunAsync(who, read.Rows, key ?? $"import:{Convert.ToHexStringLower(SHA256.HashData(file))}", context.RequestAborted);
        var counts = rows.GroupBy(r => r.Result, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        return TypedResults.Ok(new ImportAnswer(onlyLook, rows.Count, counts, rows));
    }

    private static async Task<byte[]?> BytesAsync(HttpContext context)
    {
        var bytes = new MemoryStream();
        var piece = new byte[64 * 1_024];
        while (await context.Request.Body.ReadAsync(piece, context.RequestAborted) is > 0 and var read)
        {
            if (bytes.Length + read > LongestFileBytes) return null;
            bytes.Write(piece, 0, read);
        }
        return bytes.ToArray();
    }
}

/// <summary>What became of a file.</summary>
/// <param name="Preview">Nothing was changed.</param>
/// <param name="Rows">How many there are.</param>
/// <param name="Counts">Rows by result.</param>
/// <param name="Items">Each row, in the file's order.</param>
internal sealed record ImportAnswer(bool Preview, int Rows, IReadOnlyDictionary<string, int> Counts, IReadOnlyList<ImportResult> Items);
