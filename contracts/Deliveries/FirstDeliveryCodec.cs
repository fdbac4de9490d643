using System.Buffers.Binary;
using System.Text.Json;

namespace CreatorFlow.Contracts.Deliveries;

/// <summary>Reads what version 1 of <see cref="DeliveryCodec"/> wrote, which may still wait in a queue or in the spool: the version byte,
/// the length of a JSON array (4 bytes, little-endian), the array, then the raw bodies one after the other.</summary>
internal static class FirstDeliveryCodec
{
    public const byte Version = 1;
    private const int HeaderBytes = 5;

    /// <exception cref="JsonException">Not a batch of that version.</exception>
    public static IReadOnlyList<Delivery> Unpack(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderBytes) throw new JsonException("A packed batch of deliveries was cut off.");
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
