using System.Text.Json.Nodes;

namespace CreatorFlow.Simulator.Shopify;

/// <summary>Why the Admin API does not run a document: one entry of <c>errors</c>.</summary>
internal sealed class GraphRefusalException(string message, string? code) : Exception(message)
{
    public string? Code { get; } = code;

    /// <summary>The document breaks the schema.</summary>
    public static GraphRefusalException Invalid(string message) => new(message, "graphqlValidation");

    public static GraphRefusalException Variable(string name, string type) => new($"Variable ${name} of type {type} was provided invalid value", "INVALID_VARIABLE");

    public JsonObject ToJson() => new() { ["message"] = Message, ["extensions"] = new JsonObject { ["code"] = Code } };
}
