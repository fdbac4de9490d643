using System.Globalization;
using System.Text.Json;

namespace CreatorFlow.Ingest.Payloads;

internal readonly partial struct PayloadNode
{
    /// <summary>An id that must be there, sent as a number or as text. Ids exceed 2^53 and even 2^63: they stay text.</summary>
    public string Id(string name)
    {
        var id = OptionalId(name);
        if (id is null) Refuse(name, "is missing");
        return id ?? "";
    }

    /// <summary>Empty text counts as missing.</summary>
    public string? OptionalId(string name) =>
        TryFind(name, out var value) && !(value.ValueKind == JsonValueKind.String && value.ValueEquals("")) ? ReadId(value, Path(name)) : null;

    public string? Text(string name)
    {
        if (!TryFind(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.String) return value.GetString();
        Refuse(name, "is not text");
        return null;
    }

    /// <summary>The seller's SKU as a platform carries it. What our SKUs cannot be counts as none: the listing then stands under its own id.</summary>
    public string? PlatformSku(string name) => Text(name) is { } sku && IsId(sku) ? sku : null;

    /// <summary>Units, at most <see cref="MaxQuantity"/> either way.</summary>
    public long Quantity(string name)
    {
        var quantity = OptionalQuantity(name);
        if (quantity is null) Refuse(name, "is missing");
        return quantity ?? 0;
    }

    public long? OptionalQuantity(string name)
    {
        if (OptionalWhole(name) is not { } quantity) return null;
        if (quantity is < -MaxQuantity or > MaxQuantity) Refuse(name, $"is beyond ±{MaxQuantity}");
        return quantity;
    }

    public long? OptionalWhole(string name)
    {
        if (!TryFind(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var whole)) return whole;
        Refuse(name, "is not a whole number");
        return null;
    }

    /// <summary>A number as exact as it was written.</summary>
    public decimal? OptionalDecimal(string name)
    {
        if (!TryFind(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number)) return number;
        Refuse(name, "is not a number");
        return null;
    }

    /// <summary>An ISO 8601 time, in UTC; without an offset it is taken as UTC. Shopify sends nine fractional digits.</summary>
    public DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text) return null;
        if (TryReadTime(text, out var time)) return time;
        Refuse(name, "is not an ISO 8601 time");
        return null;
    }

    /// <summary>Seconds since 1970, as TikTok writes times.</summary>
    public DateTimeOffset? UnixTime(string name)
    {
        if (OptionalWhole(name) is not { } seconds) return null;
        if (seconds is > 0 and <= LastUnixSecond) return DateTimeOffset.FromUnixTimeSeconds(seconds);
        Refuse(name, "is not a time in seconds since 1970");
        return null;
    }

    public static bool TryReadTime(string text, out DateTimeOffset time)
    {
        time = default;
        // The lenient parser would take 1/2/2026 too, and guess.
        return text.Length >= 19 && text[4] == '-' && text[10] is 'T' or 't' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }

    private const long LastUnixSecond = 253_402_300_799; // the last second of the year 9999

    private string? ReadId(JsonElement value, string at)
    {
        var id = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetRawText(),
            _ => "",
        };
        if (IsId(id) && (value.ValueKind == JsonValueKind.String || IsWhole(id))) return id;
        problems.Add(at, "is not an id");
        return null;
    }

    private static bool IsWhole(string number) => number.AsSpan().TrimStart('-').ContainsAnyExceptInRange('0', '9') is false;

    /// <summary>Something to see in it, nothing to control a terminal with.</summary>
    private static bool IsId(string text) => !string.IsNullOrWhiteSpace(text) && text.Length <= MaxIdLength
        && !text.AsSpan().ContainsAnyInRange('\0', '\u001f') && !text.AsSpan().ContainsAnyInRange('\u007f', '\u009f');
}
