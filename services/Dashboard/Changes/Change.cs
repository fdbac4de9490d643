using System.Globalization;
using CreatorFlow.Dashboard.Json;

namespace CreatorFlow.Dashboard.Changes;

/// <summary>One change as a reader sees it, rendered once however many read it.</summary>
internal sealed class Change(long position, string topic, string id, ReadOnlyMemory<byte> json)
{
    public long Position { get; } = position;
    public string Topic { get; } = topic;
    public string Id { get; } = id;

    /// <summary>The object of the API's <c>changes</c>.</summary>
    public ReadOnlyMemory<byte> Json { get; } = json;

    public static Change Render(long position, string topic, string id, long version, DateTimeOffset occurredAt, DateTimeOffset recordedAt, byte[]? document) =>
        new(position, topic, id, JsonAnswer.ToBytes(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("cursor", position.ToString(CultureInfo.InvariantCulture));
            writer.WriteString("topic", topic);
            writer.WriteString("id", id);
            writer.WriteNumber("version", version);
            writer.WriteString("occurredAt", occurredAt);
            writer.WriteString("recordedAt", recordedAt);
            writer.WritePropertyName("data");
            if (document is null) writer.WriteNullValue();
            else CamelCase.Write(writer, document);
            writer.WriteEndObject();
        }));
}

/// <summary>A page of the change feed.</summary>
/// <param name="Changes">In order; an aggregate that changed several times stands at its last position.</param>
/// <param name="Cursor">The last position read: where to go on.</param>
/// <param name="HasMore">Whether the page was full.</param>
internal sealed record ChangePage(IReadOnlyList<Change> Changes, long Cursor, bool HasMore);
