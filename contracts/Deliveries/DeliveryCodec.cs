using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CreatorFlow.Contracts.Deliveries;

/// <summary>Deliveries as bytes: a version byte, the length of a JSON array (4 bytes, little-endian), the array, then the raw bodies one after the other.</summary>
/// <remarks>Raw bodies are most of the bytes and need no escaping here. Thread-safe.</remarks>
public static class DeliveryCodec
{
    private const byte Version = 1;
    private const int HeaderBytes = 5;

    public static byte[] Pack(IReadOnlyList<Delivery> deliveries)
    {
        var packed = new Packed[deliveries.Count];
        var bodies = 0;
        for (var i = 0; i < packed.Length; i++)
        {
            packed[i] = new(deliveries[i], deliveries[i].Body.Length);
            bodies += deliveries[i].Body.Length;
        }
        var json = JsonSerializer.SerializeToUtf8Bytes(packed, DeliveryJson.Default.PackedArray);
        var bytes = new byte[HeaderBytes + json.Length + bodies];
        bytes[0] = Version;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(1), json.Length);
        json.CopyTo(bytes, HeaderBytes);
        var offset = HeaderBytes + json.Length;
        foreach (var delivery in deliveries)
        {
            delivery.Body.CopyTo(bytes, offset);
            offset += delivery.Body.Length;
        }
        return bytes;
    }

    /// <exception cref="JsonException">Not what <see cref="Pack"/> made.</exception>
    public static IReadOnlyList<Delivery> Unpack(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderBytes || bytes[0] != Version) throw new JsonException("Not a packed batch of deliveries.");
        var json = BinaryPrimitives.ReadInt32LittleEndian(bytes[1..]);
        if (json < 0 || json > bytes.Length - HeaderBytes) throw new JsonException("A packed batch of deliveries was cut off.");
        var packed = JsonSerializer.Deserialize(bytes.Slice(HeaderBytes, json), DeliveryJson.Default.PackedArray)!;
        var deliveries = new Delivery[packed.Length];
        var rest = bytes[(HeaderBytes + json)..];
        for (var i = 0; i < packed.Length; i++)
        {
            if (packed[i].BodyBytes > rest.Length) throw new JsonException("A packed batch of deliveries was cut off.");
            deliveries[i] = packed[i].Delivery with { Body = rest[..packed[i].BodyBytes].ToArray() };
            rest = rest[packed[i].BodyBytes..];
        }
        return deliveries;
    }

    internal sealed record Packed(Delivery Delivery, int BodyBytes);
}

/// <summary>Serialization made at build time.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, GenerationMode = JsonSourceGenerationMode.Default)]
[JsonSerializable(typeof(DeliveryCodec.Packed[]))]
internal sealed partial class DeliveryJson : JsonSerializerContext;
