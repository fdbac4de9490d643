using System.Globalization;
using System.Net.Http.Headers;

namespace CreatorFlow.Adapters.Channels;

/// <summary>How long a platform asks us to wait: the header <c>Retry-After</c>.</summary>
internal static class StatedWait
{
    /// <summary>Longer ones are most likely a mistake, and nobody would be told of it meanwhile.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <returns>Null when it states none, or one that is over; at most a day.</returns>
    /// <remarks>Shopify's seconds may have a fraction (<c>2.0</c>), which the typed header does not take.</remarks>
    public static TimeSpan? Of(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (!headers.TryGetValues("Retry-After", out var values)) return null;
        var text = values.First();
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            return seconds > 0 ? TimeSpan.FromMilliseconds((double)Math.Min(seconds, (decimal)Longest.TotalSeconds) * 1_000) : null;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) || moment <= now) return null;
        return moment - now < Longest ? moment - now : Longest;
    }
}
