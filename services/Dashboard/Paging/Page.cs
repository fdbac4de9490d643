using System.Globalization;
using System.Text.Json;
using CreatorFlow.Dashboard.Json;
using CreatorFlow.Hosting.Errors;
using Microsoft.AspNetCore.WebUtilities;

namespace CreatorFlow.Dashboard.Paging;

/// <summary>How lists are asked for: <c>limit</c> and an opaque <c>cursor</c> that names the last row seen, so that paging neither skips nor repeats.</summary>
internal sealed record PageRequest(int Limit, string[]? After)
{
    private const int DefaultLimit = 50;
    public const int MaxLimit = 500;

    /// <param name="limit">1 to 500; 50 when absent.</param>
    /// <param name="cursor">As a former page gave it.</param>
    /// <param name="parts">How many values this list's cursor holds.</param>
    /// <param name="request">The request.</param>
    /// <returns>A problem, or null when the request is good.</returns>
    public static IResult? Parse(string? limit, string? cursor, int parts, out PageRequest request)
    {
        request = new(DefaultLimit, null);
        if (limit is not null)
        {
            if (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) || wanted is < 1 or > MaxLimit)
                return Problem.Of(400, "limit.invalid", "The limit is not a number this list takes.", $"limit must be 1 to {MaxLimit}.");
            request = request with { Limit = wanted };
        }
        if (string.IsNullOrEmpty(cursor)) return null;
        if (Decode(cursor) is not { } after || after.Length != parts)
            return NotOfThisList();
        request = request with { After = after };
        return null;
    }

    public static IResult NotOfThisList() => Problem.Of(400, "cursor.invalid", "The cursor was not made by this list.");

    public string? Part(int index) => After?[index];

    public static string Encode(params string[] parts) => WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(parts));

    private static string[]? Decode(string cursor)
    {
        try
        {
            var parts = JsonSerializer.Deserialize<string?[]>(WebEncoders.Base64UrlDecode(cursor));
            return parts?.All(p => p is not null && !p.Contains('\0')) == true ? [.. parts.OfType<string>()] : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }
}

/// <summary>A row of a list: its JSON as stored, and the cursor that names it.</summary>
internal sealed record PageRow(byte[] Stored, string Cursor);

internal static class PageAnswer
{
    /// <summary>For rows whose JSON is the API's already.</summary>
    public static void AsRendered(Utf8JsonWriter writer, PageRow row) => writer.WriteRawValue(row.Stored, skipInputValidation: true);

    /// <param name="rows">One more than the limit when there is more.</param>
    /// <param name="limit">What was asked for.</param>
    /// <param name="write">Writes one row; by default its stored JSON in camelCase.</param>
    public static IResult Of(IReadOnlyList<PageRow> rows, int limit, Action<Utf8JsonWriter, PageRow>? write = null) => new JsonAnswer(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("items");
        foreach (var row in rows.Take(limit))
            if (write is null) CamelCase.Write(writer, row.Stored);
            else write(writer, row);
        writer.WriteEndArray();
        writer.WriteString("nextCursor", rows.Count > limit ? rows[limit - 1].Cursor : null);
        writer.WriteEndObject();
    });
}
