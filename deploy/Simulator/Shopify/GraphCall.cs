using System.Text.Json.Nodes;

namespace CreatorFlow.Simulator.Shopify;

/// <summary>An operation that the played Admin API knows, with its variables. Everything else is refused.</summary>
/// <remarks>What is missing or of a wrong type is a <see cref="GraphRefusalException"/>.</remarks>
internal sealed class GraphCall
{
    private static readonly string[] Known = ["inventorySetQuantities", "nodes", "location", "locations", "webhookSubscriptions", "webhookSubscriptionCreate", "orders", "order", "fulfillment"];
    private static readonly string[] Mutations = ["inventorySetQuantities", "webhookSubscriptionCreate"];

    private readonly IReadOnlyDictionary<string, string> types;
    private readonly JsonObject variables;

    private GraphCall(GraphDocument document, JsonObject variables)
    {
        (types, this.variables) = (document.Variables, variables);
        if (document.Fields is not [var field] || !Known.Contains(field.Name)) throw GraphRefusalException.Invalid($"Field '{(document.Fields.Count == 0 ? "" : document.Fields[0].Name)}' doesn't exist on type '{(document.IsMutation ? "Mutation" : "QueryRoot")}'");
        if (document.IsMutation != Mutations.Contains(field.Name)) throw GraphRefusalException.Invalid($"Field '{field.Name}' doesn't exist on this root");
        Field = field;
    }

    public GraphField Field { get; }

    public bool IsMutation => Mutations.Contains(Field.Name);

    public static GraphCall Of(JsonObject body)
    {
        if (body["query"] is not JsonValue text || !text.TryGetValue<string>(out var query)) throw GraphRefusalException.Invalid("No query string was present");
        try
        {
            return new GraphCall(GraphDocument.Parse(query), body["variables"] as JsonObject ?? []);
        }
        catch (FormatException e)
        {
            throw GraphRefusalException.Invalid(e.Message);
        }
    }

    /// <summary>An argument's value; null when it is left out.</summary>
    /// <param name="arguments">Among which.</param>
    /// <param name="name">Which.</param>
    /// <param name="type">As the schema has it, e.g. <c>ID!</c>.</param>
    public JsonNode? Value(IReadOnlyDictionary<string, string> arguments, string name, string type)
    {
        if (!arguments.TryGetValue(name, out var written)) return type.EndsWith('!') ? throw GraphRefusalException.Invalid($"Required argument '{name}' is missing") : null;
        if (!written.StartsWith('$')) return JsonNode.Parse(written);
        var variable = written[1..];
        if (!types.TryGetValue(variable, out var declared)) throw GraphRefusalException.Invalid($"Variable ${variable} is used but not declared");
        if (declared.TrimEnd('!') != type.TrimEnd('!') || (type.EndsWith('!') && !declared.EndsWith('!'))) throw GraphRefusalException.Invalid($"Type mismatch on variable ${variable} and argument {name} ({declared} / {type})");
        return variables[variable] is { } value ? value : declared.EndsWith('!') ? throw GraphRefusalException.Variable(variable, declared) : null;
    }

    public string Text(IReadOnlyDictionary<string, string> arguments, string name, string type) => As<string>(Value(arguments, name, type), name, type);

    public string? TextOrNothing(IReadOnlyDictionary<string, string> arguments, string name, string type) =>
        Value(arguments, name, type) is { } value ? As<string>(value, name, type) : null;

    public int Number(GraphField field, string name) => As<int>(Value(field.Arguments, name, "Int!"), name, "Int!");

    public IReadOnlyList<string> Texts(GraphField field, string name) =>
        Value(field.Arguments, name, "[ID!]!") is JsonArray array ? [.. array.Select(v => As<string>(v, name, "[ID!]!"))] : throw GraphRefusalException.Variable(name, "[ID!]!");

    public static T As<T>(JsonNode? node, string name, string type) =>
        node is JsonValue value && value.TryGetValue<T>(out var read) ? read : throw GraphRefusalException.Variable(name, type);
}
