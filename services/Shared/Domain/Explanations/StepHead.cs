using System.Text.Json;
using CreatorFlow.EventStore;
using CreatorFlow.EventStore.Upcasting;

namespace CreatorFlow.Domain.Explanations;

/// <summary>What every step says: the event, its origin, its rule.</summary>
internal static class StepHead
{
    public static void Write(Utf8JsonWriter writer, StoredEvent stored, Explanation explanation)
    {
        var metadata = stored.Metadata!;
        writer.WriteString("id", metadata.Id);
        writer.WriteNumber("version", stored.Version);
        writer.WriteString("type", StoredName.Parse(stored.Type).Name);
        EventMetadata.Write(writer, metadata.Headers, stored.Timestamp.UtcDateTime, metadata.CorrelationId, metadata.CausationId);
        writer.WriteString("rule", explanation.Rule);
        writer.WriteString("explanation", explanation.Sentence);
    }
}
