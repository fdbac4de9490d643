using System.Text.Json;
using System.Text.Json.Serialization;
using CreatorFlow.Contracts.Deliveries;

namespace CreatorFlow.Ingest.Spool;

/// <summary>A delivery in the spool.</summary>
internal sealed record SpooledDelivery(long Position, Delivery Delivery)
{
    public static byte[] Write(Delivery delivery) => JsonSerializer.SerializeToUtf8Bytes(delivery, SpoolJson.Default.Delivery);

    public static Delivery Read(byte[] payload) => JsonSerializer.Deserialize(payload, SpoolJson.Default.Delivery)!;
}

[JsonSerializable(typeof(Delivery))]
internal sealed partial class SpoolJson : JsonSerializerContext;
