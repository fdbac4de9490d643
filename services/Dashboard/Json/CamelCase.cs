using System.Text.Json;

namespace CreatorFlow.Dashboard.Json;

/// <summary>Copies stored JSON (PascalCase names) to the API's (camelCase): every value's bytes stay as they are, so numbers and ids are exact.</summary>
internal static class CamelCase
{
    private const int LongestPlainName = 128;

    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> stored)
    {
        var reader = new Utf8JsonReader(stored);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject: writer.WriteStartObject(); break;
                case JsonTokenType.EndObject: writer.WriteEndObject(); break;
                case JsonTokenType.StartArray: writer.WriteStartArray(); break;
                case JsonTokenType.EndArray: writer.WriteEndArray(); break;
                case JsonTokenType.PropertyName: WriteName(writer, ref reader); break;
                default: writer.WriteRawValue(Token(stored, in reader), skipInputValidation: true); break;
            }
        }
    }

    /// <summary>The value's own bytes, a string's quotes and escapes included.</summary>
    private static ReadOnlySpan<byte> Token(ReadOnlySpan<byte> stored, in Utf8JsonReader reader) =>
        stored[checked((int)reader.TokenStartIndex)..checked((int)reader.BytesConsumed)];

    private static void WriteName(Utf8JsonWriter writer, ref Utf8JsonReader reader)
    {
        var name = reader.ValueSpan;
        if (reader.ValueIsEscaped || name.Length > LongestPlainName || !System.Text.Ascii.IsValid(name))
        {
            writer.WritePropertyName(JsonNamingPolicy.CamelCase.ConvertName(reader.GetString()!));
            return;
        }
        Span<byte> lowered = stackalloc byte[LongestPlainName];
        name.CopyTo(lowered);
        Lower(lowered[..name.Length]);
        writer.WritePropertyName(lowered[..name.Length]);
    }

    /// <summary>As <see cref="JsonNamingPolicy.CamelCase"/> does it: the first letter, and of a run of capitals all but the one that begins the next word.</summary>
    private static void Lower(Span<byte> name)
    {
        for (var i = 0; i < name.Length && char.IsAsciiLetterUpper((char)name[i]); i++)
        {
            var endsRun = i > 0 && i + 1 < name.Length && !char.IsAsciiLetterUpper((char)name[i + 1]);
            if (endsRun && name[i + 1] != (byte)' ') return;
            name[i] |= 0x20;
            if (endsRun) return;
        }
    }
}
