using System.Text.Json.Nodes;

namespace CreatorFlow.Simulator.Shopify;

/// <summary>Of all that could be answered, only what was asked for.</summary>
internal static class GraphSelection
{
    public static JsonNode? Of(JsonNode? all, GraphField asked) => all switch
    {
        JsonArray list => new JsonArray([.. list.Select(item => Of(item, asked))]),
        JsonObject found when asked.Fields.Count == 0 => throw GraphRefusalException.Invalid($"Field must have selections (field '{asked.Name}' has {found.Count} fields but no selections)"),
        JsonObject found => new JsonObject(asked.Fields.Select(f => KeyValuePair.Create(f.Name, Of(Child(found, f.Name), f)))),
        _ => all?.DeepClone(),
    };

    private static JsonNode? Child(JsonObject found, string name) =>
        found.TryGetPropertyValue(name, out var child) ? child : throw GraphRefusalException.Invalid($"Field '{name}' doesn't exist");
}
