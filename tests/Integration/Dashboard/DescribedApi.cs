using System.Text.Json;

namespace CreatorFlow.Tests.Integration.Dashboard;

/// <summary>The API's own description, and whether answers are as it says.</summary>
internal sealed class DescribedApi(JsonElement document)
{
    public JsonElement Document => document;

    /// <summary>Every operation: its path, its method in capitals, itself.</summary>
    public IEnumerable<(string Path, string Method, JsonElement Operation)> Operations() =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select (path.Name, operation.Name.ToUpperInvariant(), operation.Value);

    /// <summary>The schema of an operation's answer, or null where it is no JSON.</summary>
    public static JsonElement? AnswerOf(JsonElement operation, int status) =>
        operation.GetProperty("responses").TryGetProperty($"{status}", out var answer) && answer.TryGetProperty("content", out var content) && content.TryGetProperty("application/json", out var json) ? json.GetProperty("schema") : null;

    /// <summary>Where a value is not as its schema says; nothing when it is.</summary>
    public IEnumerable<string> Flaws(JsonElement value, JsonElement schema, string at = "$")
    {
        if (schema.TryGetProperty("$ref", out var reference)) return Flaws(value, Named(reference.GetString()!), at);
        if (schema.TryGetProperty("oneOf", out var choices)) return choices.EnumerateArray().Any(choice => !Flaws(value, choice, at).Any()) ? [] : [$"{at} is none of its kinds"];
        if (schema.TryGetProperty("type", out var type) && !TypesOf(type).Contains(KindOf(value))) return [$"{at} is {KindOf(value)}, not {type}"];
        return value.ValueKind switch
        {
            JsonValueKind.Array when schema.TryGetProperty("items", out var items) => value.EnumerateArray().SelectMany((item, i) => Flaws(item, items, $"{at}[{i}]")),
            JsonValueKind.Object => FlawsOfObject(value, schema, at),
            _ => [],
        };
    }

    private IEnumerable<string> FlawsOfObject(JsonElement value, JsonElement schema, string at)
    {
        if (schema.TryGetProperty("required", out var required))
            foreach (var name in required.EnumerateArray())
                if (!value.TryGetProperty(name.GetString()!, out _)) yield return $"{at}.{name} is missing";
        foreach (var property in value.EnumerateObject())
            if (schema.TryGetProperty("properties", out var known) && known.TryGetProperty(property.Name, out var own))
                foreach (var flaw in Flaws(property.Value, own, $"{at}.{property.Name}")) yield return flaw;
            else if (schema.TryGetProperty("additionalProperties", out var others))
                foreach (var flaw in Flaws(property.Value, others, $"{at}.{property.Name}")) yield return flaw;
            else if (schema.TryGetProperty("properties", out _)) yield return $"{at}.{property.Name} is not described";
    }

    private JsonElement Named(string reference) => reference.Split('/')[1..].Aggregate(document, (at, name) => at.GetProperty(name));

    private static IEnumerable<string?> TypesOf(JsonElement type) => type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().SelectMany(TypesOf) : type.GetString() == "number" ? ["number", "integer"] : [type.GetString()];

    private static string KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        var kind => kind.ToString().ToLowerInvariant(),
    };
}
