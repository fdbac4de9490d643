using System.Text.Json.Nodes;

namespace CreatorFlow.Simulator.Shopify;

/// <summary>What a document costs: a mutation 10 points, an object 1, a connection as many as it may hold, a plain value nothing.</summary>
/// <remarks>After shopify.dev, "Calculated query costs".</remarks>
internal static class GraphCost
{
    public const long Mutation = 10;

    /// <summary>Points that must be there beforehand.</summary>
    public static long Requested(GraphCall call) => call.IsMutation ? Mutation : Of(call.Field, call);

    /// <summary>Points for what was found.</summary>
    public static long Actual(GraphCall call, JsonNode? data) => call.IsMutation ? Mutation : Math.Min(Requested(call), Objects(data));

    private static long Of(GraphField field, GraphCall call)
    {
        if (field.Fields.Count == 0) return 0;
        var one = field.Fields.Sum(f => Of(f, call));
        if (field.Arguments.ContainsKey("first"))
        {
            var page = field.Fields.Where(f => f.Name == "pageInfo").Sum(f => Of(f, call));
            return 1 + page + (call.Number(field, "first") * Math.Max(1, one - page));
        }
        return field.Arguments.ContainsKey("ids") ? call.Texts(field, "ids").Count * (1 + one) : 1 + one;
    }

    private static long Objects(JsonNode? node) => node switch
    {
        JsonObject found => 1 + found.Sum(p => Objects(p.Value)),
        JsonArray list => list.Sum(Objects),
        _ => 0,
    };
}
