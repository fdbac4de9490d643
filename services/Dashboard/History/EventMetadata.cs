using System.Diagnostics;
using System.Text.Json;

namespace CreatorFlow.Dashboard.History;

/// <summary>Where an event came from, as the API shows it.</summary>
internal static class EventMetadata
{
    /// <param name="writer">Inside an object.</param>
    /// <param name="stored">The event's headers, or null.</param>
    /// <param name="recordedAt">Our time, UTC.</param>
    /// <param name="correlationId">What it belongs to.</param>
    /// <param name="causationId">What caused it.</param>
    public static void Write(Utf8JsonWriter writer, byte[]? stored, DateTime recordedAt, string? correlationId, string? causationId)
    {
        using var headers = JsonDocument.Parse(stored ?? "{}"u8.ToArray());
        string? Header(string name) => headers.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
        writer.WriteString("occurredAt", Header("OccurredAt"));
        writer.WriteString("recordedAt", recordedAt);
        writer.WriteString("source", Header("Source"));
        writer.WriteString("connectionId", Header("ConnectionId"));
        writer.WriteString("deliveryId", Header("DeliveryId"));
        writer.WriteString("correlationId", correlationId);
        writer.WriteString("causationId", causationId);
        writer.WriteString("traceId", ActivityContext.TryParse(Header("TraceParent"), null, out var trace) ? trace.TraceId.ToHexString() : null);
    }
}
