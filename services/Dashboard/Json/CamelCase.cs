using System.Text.Json;

namespace CreatorFlow.Dashboard.Json;

/// <summary>Copies stored JSON (PascalCase names) to the API's (camelCase), token by token: numbers and ids stay as they are.</summary>
internal static class CamelCase
{
    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> stored)
    {
        var reader = new Utf8JsonReader(stored);
        while (reader.Read()) Copy(writer, ref reader);
    }

    private static void Copy(Utf8JsonWriter writer, ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject: writer.WriteStartObject(); break;
            case JsonTokenType.EndObject: writer.WriteEndObject(); break;
            case JsonTokenType.StartArray: writer.WriteStartArray(); break;
            case JsonTokenType.EndArray: writer.WriteEndArray(); break;
            case JsonTokenType.PropertyName: writer.WritePropertyName(JsonNamingPolicy.CamelCase.ConvertName(reader.GetString()!)); break;
            case JsonTokenType.String: writer.WriteStringValue(reader.GetString()); break;
            case JsonTokenType.Number: writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true); break;
            case JsonTokenType.True: writer.WriteBooleanValue(true); break;
            case JsonTokenType.False: writer.WriteBooleanValue(false); break;
            case JsonTokenType.Null: writer.WriteNullValue(); break;
            default: throw new JsonException($"Unexpected {reader.TokenType}.");
        }
    }
}
