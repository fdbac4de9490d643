using System.Text.Json;

namespace CreatorFlow.Adapters.Shopify;

/// <summary>What Shopify says a call cost and what is left: <c>extensions.cost</c>.</summary>
/// <param name="Requested">Points that must be there before the call runs.</param>
/// <param name="Actual">Points that it took; null when it was throttled.</param>
/// <param name="Most">Points when nothing was taken for long.</param>
/// <param name="Left">Points now.</param>
/// <param name="PerSecond">Points that come back each second.</param>
internal sealed record GraphCost(double Requested, double? Actual, double Most, double Left, double PerSecond)
{
    /// <summary>How long until the same call may run, a second at least.</summary>
    public TimeSpan Restored => TimeSpan.FromSeconds(Math.Max(1, (Math.Min(Requested, Most) - Left) / PerSecond));

    /// <summary>The cost block of an answer, or null when it has none that makes sense.</summary>
    public static GraphCost? Read(JsonElement answer)
    {
        if (answer.Child("extensions").Child("cost") is not { ValueKind: JsonValueKind.Object } cost) return null;
        var status = cost.Child("throttleStatus");
        if (Number(status, "restoreRate") is not > 0 || Number(status, "maximumAvailable") is not > 0) return null;
        return new GraphCost(
            Number(cost, "requestedQueryCost") ?? 0, Number(cost, "actualQueryCost"),
            Number(status, "maximumAvailable")!.Value, Number(status, "currentlyAvailable") ?? 0, Number(status, "restoreRate")!.Value);
    }

    private static double? Number(JsonElement parent, string name) =>
        parent.Child(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;
}

internal static class JsonChildren
{
    /// <summary>The property, or an undefined element when there is none or the parent is no object: so that chains need no checks.</summary>
    public static JsonElement Child(this JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var child) ? child : default;

    public static IEnumerable<JsonElement> Items(this JsonElement array) => array.ValueKind == JsonValueKind.Array ? array.EnumerateArray() : [];

    public static string? Text(this JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
