using System.Net;
using System.Text.Json;

namespace CreatorFlow.Adapters.Meta;

/// <summary>What came of one call to the Graph API. A closed union.</summary>
internal abstract record GraphAnswer
{
    /// <summary>Throttled without a word of how long: Meta's limit on batches is by the minute.</summary>
    private static readonly TimeSpan UnstatedPause = TimeSpan.FromMinutes(1);

    private GraphAnswer() { }

    public sealed record Success(JsonElement Body) : GraphAnswer;

    public sealed record Refused(string Code) : GraphAnswer;

    /// <param name="Code">Stable, dotted.</param>
    /// <param name="RetryAfter">Set when it was throttled.</param>
    public sealed record Unavailable(string Code, TimeSpan? RetryAfter = null) : GraphAnswer;

    /// <summary>What status and body say together; the body decides where it is Graph's own error.</summary>
    /// <param name="status">Of HTTP.</param>
    /// <param name="body">JSON, or anything that a proxy on the way put there.</param>
    /// <param name="pause">What the answer's headers ask for.</param>
    public static GraphAnswer Of(HttpStatusCode status, byte[] body, TimeSpan? pause)
    {
        var json = Parse(body);
        if (json is { ValueKind: JsonValueKind.Object } root)
        {
            if (root.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object) return OfError(error, pause);
            if ((int)status is >= 200 and < 300) return new Success(root);
        }
        var code = $"meta.http_{(int)status}";
        return status switch
        {
            HttpStatusCode.TooManyRequests => new Unavailable(code, pause ?? UnstatedPause),
            HttpStatusCode.RequestTimeout => new Unavailable(code, pause),
            _ when (int)status is >= 500 => new Unavailable(code, pause),
            _ when (int)status is >= 200 and < 300 => new Unavailable("meta.unreadable"),
            _ => new Refused(code),
        };
    }

    private static GraphAnswer OfError(JsonElement error, TimeSpan? pause)
    {
        if (!error.TryGetProperty("code", out var value) || value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var number)) return new Refused("meta.error");
        var code = $"meta.{number}";
        return number switch
        {
            _ when IsThrottling(number) => new Unavailable(code, pause ?? UnstatedPause),
            1 or 2 => new Unavailable(code),
            _ when error.TryGetProperty("is_transient", out var transient) && transient.ValueKind == JsonValueKind.True => new Unavailable(code),
            _ => new Refused(code),
        };
    }

    /// <remarks>4, 17, 32, 613: application, user, page and custom limits; 80000 to 80014: business use cases, of which 80009 counts
    /// reads of a catalogue and 80014 its batches (developers.facebook.com/docs/graph-api/overview/rate-limiting).</remarks>
    private static bool IsThrottling(long code) => code is 4 or 17 or 32 or 613 or (>= 80_000 and <= 80_014);

    private static JsonElement? Parse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
