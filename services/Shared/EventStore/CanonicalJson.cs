using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CreatorFlow.EventStore;

/// <summary>The JSON that is stored: PascalCase, properties in ordinal order of their names, no nulls, enums as numbers.</summary>
/// <remarks>The order makes equal values equal bytes, so a checksum of the data can be recomputed at any time.
/// PascalCase and numbers are what Marten's default reader expects. Thread-safe.</remarks>
public static class CanonicalJson
{
    /// <summary>The serializer's options; frozen.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>The canonical bytes of a value.</summary>
    public static byte[] Serialize<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    /// <summary>The canonical bytes of a value of a type known at run time.</summary>
    public static byte[] Serialize(object value, Type type) => JsonSerializer.SerializeToUtf8Bytes(value, type, Options);

    /// <summary>Reads a value back.</summary>
    /// <exception cref="JsonException">The data does not have the type's shape.</exception>
    public static T Deserialize<T>(ReadOnlySpan<byte> data) =>
        JsonSerializer.Deserialize<T>(data, Options) ?? throw new JsonException($"null is no {typeof(T).Name}.");

    /// <summary>SHA-256 of canonical bytes, lower-case hex.</summary>
    public static string Checksum(ReadOnlySpan<byte> canonical) => Convert.ToHexStringLower(SHA256.HashData(canonical));

    /// <summary>The canonical bytes of JSON that went through jsonb, which keeps values but not the order of properties.</summary>
    /// <remarks>Knows no types, so it finds a property added as well as one changed. A dictionary within an event must be sorted ordinally.</remarks>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static byte[] Canonicalize(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var bytes = new ArrayBufferWriter<byte>(json.Length);
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = Options.Encoder, SkipValidation = true })) Write(writer, document.RootElement);
        return bytes.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            writer.WriteStartObject();
            foreach (var property in value.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal))
            {
                writer.WritePropertyName(property.Name);
                Write(writer, property.Value);
            }
            writer.WriteEndObject();
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            writer.WriteStartArray();
            foreach (var item in value.EnumerateArray()) Write(writer, item);
            writer.WriteEndArray();
        }
        else value.WriteTo(writer);
    }

    private static JsonSerializerOptions Create()
    {
        var resolver = new DefaultJsonTypeInfoResolver { Modifiers = { SortProperties } };
        var options = new JsonSerializerOptions
        {
            TypeInfoResolver = resolver,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Converters = { new UtcTimes() },
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // stored as jsonb, never written into a page
        };
        options.MakeReadOnly();
        return options;
    }

    /// <summary>Times are UTC and say so with a Z.</summary>
    private sealed class UtcTimes : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value.UtcDateTime);
    }

    private static void SortProperties(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return;
        var order = 0;
        foreach (var property in type.Properties.OrderBy(p => p.Name, StringComparer.Ordinal)) property.Order = order++;
    }
}
