using System.Diagnostics;
using System.Text.Json;

namespace CreatorFlow.Domain.Explanations;

/// <summary>Where an event came from, as its headers say; null what they do not say.</summary>
internal sealed record EventMetadata(string? OccurredAt, string? Source, string? ConnectionId, string? DeliveryId, string? TraceId, string? ActorId, string? ActorName)
{
    /// <param name="stored">The event's headers, or null.</param>
    public static EventMetadata Read(byte[]? stored)
    {
        using var headers = JsonDocument.Parse(stored ?? "{}"u8.ToArray());
        string? Header(string name) => headers.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
        return new(Header("OccurredAt"), Header("Source"), Header("ConnectionId"), Header("DeliveryId"),
            ActivityContext.TryParse(Header("TraceParent"), null, out var trace) ? trace.TraceId.ToHexString() : null, Header("ActorId"), Header("ActorName"));
    }

    /// <param name="writer">Inside an object.</param>
    /// <param name="stored">The event's headers, or null.</param>
    /// <param name="recordedAt">Our time, UTC.</param>
    /// <param name="correlationId">What it belongs to.</param>
    /// <param name="causationId">What caused it.</param>
    public static void Write(Utf8JsonWriter writer, byte[]? stored, DateTime recordedAt, string? correlationId, string? causationId)
    {
        var metadata = Read(stored);
        writer.WriteString("occurredAt", metadata.OccurredAt);
        writer.WriteString("recordedAt", recordedAt);
        writer.WriteString("source", metadata.Source);
        writer.WriteString("connectionId", metadata.ConnectionId);
        writer.WriteString("deliveryId", metadata.DeliveryId);
        writer.WriteString("correlationId", correlationId);
        writer.WriteString("causationId", causationId);
        writer.WriteString("traceId", metadata.TraceId);
        WriteActor(writer, metadata);
    }

    /// <summary>Who wanted it; null for what no person did.</summary>
    private static void WriteActor(Utf8JsonWriter writer, EventMetadata metadata)
    {
        writer.WritePropertyName("actor");
        if (metadata.ActorId is null)
        {
            writer.WriteNullValue();
            return;
        }
        writer.WriteStartObject();
        writer.WriteString("keyId", metadata.ActorId);
        writer.WriteString("name", metadata.ActorName);
        writer.WriteEndObject();
    }
}
