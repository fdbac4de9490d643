using System.Text.Json;
using System.Text.Json.Serialization;
using CreatorFlow.Contracts.Deliveries;

namespace CreatorFlow.Projection.Partitions;

/// <summary>The part that matters of MassTransit's JSON envelope (<c>application/vnd.masstransit+json</c>).</summary>
/// <remarks>Source: https://masstransit.io/documentation/configuration/serialization, "Message envelope".</remarks>
internal sealed record ReceivedMessage(DeliveryBatch Message)
{
    /// <exception cref="JsonException">Not a batch of deliveries.</exception>
    public static IReadOnlyList<Delivery> Read(ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize(body, EnvelopeJson.Default.ReceivedMessage)?.Message?.Deliveries ?? throw new JsonException("A message without deliveries.");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReceivedMessage))]
internal sealed partial class EnvelopeJson : JsonSerializerContext;
