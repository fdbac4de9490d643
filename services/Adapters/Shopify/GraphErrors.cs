using System.Text.Json;

namespace CreatorFlow.Adapters.Shopify;

/// <summary>Reads the <c>errors</c> of a whole answer; those of single inputs are in <c>userErrors</c>.</summary>
internal static class GraphErrors
{
    public static readonly TimeSpan UnstatedPause = TimeSpan.FromSeconds(1);

    private static readonly string[] Passing = ["INTERNAL_SERVER_ERROR", "SERVICE_UNAVAILABLE", "TIMEOUT"];

    /// <summary>What the answer as a whole is.</summary>
    public static GraphAnswer Read(JsonElement answer, GraphCost? cost)
    {
        if (answer.Child("errors") is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } errors) return Refusal(errors, cost);
        return answer.Child("data") is { ValueKind: JsonValueKind.Object } data ? new GraphAnswer.Data(data) : new GraphAnswer.Unavailable("shopify.unreadable");
    }

    private static GraphAnswer Refusal(JsonElement errors, GraphCost? cost)
    {
        var code = errors.Items().Select(e => e.Child("extensions").Child("code").Text()).FirstOrDefault(c => c is not null);
        return code switch
        {
            "THROTTLED" => new GraphAnswer.Unavailable("shopify.throttled", cost?.Restored ?? UnstatedPause),
            _ when Passing.Contains(code) => new GraphAnswer.Unavailable(Named(code!)),
            { Length: > 0 } => new GraphAnswer.Refused(Named(code)),
            _ => new GraphAnswer.Refused("shopify.graphql"),
        };
    }

    /// <summary>A code of Shopify's as ours: <c>shopify.item_not_stocked_at_location</c>.</summary>
    public static string Named(string code) => $"shopify.{code.ToLowerInvariant()}";
}
