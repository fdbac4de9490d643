using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CreatorFlow.Adapters.TikTok;

/// <summary>Reads text that some TikTok samples send as a number, digit for digit: ids exceed what a double can hold.</summary>
internal sealed class TextOrNumber : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
        var other => throw new JsonException($"Text or a number was expected, not {other}."),
    };

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
