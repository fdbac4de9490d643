using System.Text.Json.Serialization;

namespace CreatorFlow.Contracts.Deliveries;

/// <summary>What one partition's publisher sends in one message: deliveries in the order they were accepted.</summary>
/// <remarks>The bus wraps messages in JSON that it reads twice; the deliveries travel inside it packed, and are read once.</remarks>
public sealed record DeliveryBatch
{
    /// <summary>0 to the partition count less one.</summary>
    public required int Partition { get; init; }

    [JsonIgnore] public IReadOnlyList<Delivery> Deliveries { get; init; } = [];

    /// <summary><see cref="Deliveries"/> as <see cref="DeliveryCodec"/> packs them.</summary>
    public byte[] Payload
    {
        get => DeliveryCodec.Pack(Deliveries);
        init => Deliveries = DeliveryCodec.Unpack(value);
    }
}
