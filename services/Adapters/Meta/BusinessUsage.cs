using System.Text.Json;

namespace CreatorFlow.Adapters.Meta;

/// <summary>Reads <c>X-Business-Use-Case-Usage</c>: <c>{"id":[{"type","call_count","estimated_time_to_regain_access"}]}</c>.</summary>
/// <remarks>The time is in minutes, and 0 while nothing is blocked (developers.facebook.com/docs/graph-api/overview/rate-limiting).</remarks>
internal static class BusinessUsage
{
    private const double LongestMinutes = 24 * 60;

    /// <summary>How long Meta wants to be left alone; null when it says nothing of the kind.</summary>
    public static TimeSpan? Pause(string? header)
    {
        if (string.IsNullOrEmpty(header)) return null;
        try
        {
            using var document = JsonDocument.Parse(header);
            var minutes = Minutes(document.RootElement).DefaultIfEmpty().Max();
            return minutes > 0 ? TimeSpan.FromMinutes(Math.Min(minutes, LongestMinutes)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<double> Minutes(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) yield break;
        foreach (var business in root.EnumerateObject().Where(b => b.Value.ValueKind == JsonValueKind.Array))
            foreach (var use in business.Value.EnumerateArray().Where(u => u.ValueKind == JsonValueKind.Object))
                if (use.TryGetProperty("estimated_time_to_regain_access", out var time) && time.ValueKind == JsonValueKind.Number && time.TryGetDouble(out var minutes))
                    yield return minutes;
    }
}
