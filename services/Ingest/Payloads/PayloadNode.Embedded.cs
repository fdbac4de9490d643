using System.Text;
using System.Text.Json;

namespace CreatorFlow.Ingest.Payloads;

internal readonly partial struct PayloadNode
{
    /// <summary>Whether this is text, as a body is that was encoded twice.</summary>
    public bool IsText => element.ValueKind == JsonValueKind.String;

    public bool IsObject => element.ValueKind == JsonValueKind.Object;

    public bool IsTextAt(string name) => TryFind(name, out var value) && value.ValueKind == JsonValueKind.String;

    /// <summary>This node when it is an object, else what its text holds as JSON.</summary>
    public PayloadNode Opened() => IsText ? Open(element.GetString()!, path) : this;

    /// <summary>An object that must be there, as it is or as JSON inside a text.</summary>
    public PayloadNode ObjectOrEmbedded(string name) => IsTextAt(name) && TryFind(name, out var value) ? Open(value.GetString()!, Path(name)) : Object(name);

    /// <summary>Escapes that the outer JSON hid are refused here: they would come to life in what is stored.</summary>
    private PayloadNode Open(string json, string at)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        try
        {
            using var inner = JsonDocument.Parse(bytes);
            if (EscapedText.Refuse(bytes) is { } reason) problems.Add(at, reason);
            else if (inner.RootElement.ValueKind != JsonValueKind.Object) problems.Add(at, "holds no object");
            // The document lends its memory; what is handed on has to own its own.
            else return new(inner.RootElement.Clone(), problems, at, anyCase);
        }
        catch (JsonException)
        {
            problems.Add(at, "is not JSON");
        }
        return new(default, problems, at, anyCase);
    }
}
