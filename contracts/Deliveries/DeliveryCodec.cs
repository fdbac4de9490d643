using System.Text.Json;
using System.Text.Json.Serialization;
using CreatorFlow.Contracts.Channels;

namespace CreatorFlow.Contracts.Deliveries;

/// <summary>
/// Deliveries as bytes, of which every one goes through the broker: a version byte, how many they are, then one after the other its
/// fields in a fixed order, its events as JSON, its raw body. Names that repeat (creator, connection, platform, topic) are written once.
/// </summary>
/// <remarks>Lengths and counts are little-endian base 128. Version 1, all fields as one JSON array, is still read. Thread-safe.</remarks>
public static class DeliveryCodec
{
    private const byte Version = 2;

    /// <summary>The deliveries, in their order.</summary>
    public static byte[] Pack(IReadOnlyList<Delivery> deliveries)
    {
        var packed = new PackedWriter(Version, deliveries.Count, deliveries.Sum(d => d.Body.Length + 400));
        foreach (var delivery in deliveries)
        {
            packed.Name(delivery.CreatorId);
            packed.Name(delivery.ConnectionId);
            packed.Name(delivery.Platform);
            packed.Name(delivery.Topic);
            packed.Text(delivery.Id);
            packed.Text(delivery.IdempotencyKey);
            packed.Text(delivery.Checksum);
            packed.Number(delivery.ReceivedAt.UtcTicks);
            packed.Text(delivery.Quarantined);
            packed.Text(delivery.Reason);
            packed.Text(delivery.TraceParent);
            packed.Bytes(delivery.Events.Count == 0 ? [] : JsonSerializer.SerializeToUtf8Bytes(delivery.Events, DeliveryJson.Default.IReadOnlyListChannelEvent));
            packed.Bytes(delivery is { Replay: null, Again: null, Actor: null, Mark: null } ? [] : JsonSerializer.SerializeToUtf8Bytes(new(delivery.Replay, delivery.Again, delivery.Actor, delivery.Mark), DeliveryJson.Default.Instruction));
            packed.Bytes(delivery.Body);
        }
        return packed.ToArray();
    }

    /// <exception cref="JsonException">Not what <see cref="Pack"/> made.</exception>
    public static IReadOnlyList<Delivery> Unpack(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return bytes switch
            {
                [Version, .. var rest] => UnpackAll(new PackedReader(rest)),
                [FirstDeliveryCodec.Version, ..] => FirstDeliveryCodec.Unpack(bytes),
                _ => throw new JsonException("Not a packed batch of deliveries."),
            };
        }
        catch (NotSupportedException e) // an event that names no type
        {
            throw new JsonException("An event of a packed batch cannot be read.", e);
        }
    }

    private static Delivery[] UnpackAll(PackedReader packed)
    {
        var deliveries = new Delivery[packed.Count()];
        for (var i = 0; i < deliveries.Length; i++)
        {
            Instruction? more;
            deliveries[i] = new()
            {
                CreatorId = packed.Name(), ConnectionId = packed.Name(), Platform = packed.Name(), Topic = packed.Name(),
                Id = packed.RequiredText(), IdempotencyKey = packed.RequiredText(), Checksum = packed.RequiredText(), ReceivedAt = packed.Time(),
                Quarantined = packed.Text(), Reason = packed.Text(), TraceParent = packed.Text(), Events = Events(packed.Bytes()), Replay = (more = Read(packed.Bytes()))?.Replay,
                Again = more?.Again, Actor = more?.Actor, Mark = more?.Mark, Body = packed.Bytes().ToArray(),
            };
        }
        return deliveries;
    }

    private static IReadOnlyList<ChannelEvent> Events(ReadOnlySpan<byte> json) => json.IsEmpty ? [] : JsonSerializer.Deserialize(json, DeliveryJson.Default.IReadOnlyListChannelEvent)!;

    private static Instruction? Read(ReadOnlySpan<byte> json) => json.IsEmpty ? null : JsonSerializer.Deserialize(json, DeliveryJson.Default.Instruction);

    /// <summary>What only a delivery that is no webhook carries.</summary>
    internal sealed record Instruction(ReplayParked? Replay, ReadAgain? Again, DeliveryActor? Actor = null, PartitionMark? Mark = null);
}

/// <summary>Serialization made at build time.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, GenerationMode = JsonSourceGenerationMode.Default)]
[JsonSerializable(typeof(IReadOnlyList<ChannelEvent>))]
[JsonSerializable(typeof(DeliveryCodec.Instruction))]
[JsonSerializable(typeof(FirstDeliveryCodec.Packed[]))]
internal sealed partial class DeliveryJson : JsonSerializerContext;
