using System.Buffers;
using System.Globalization;
using System.Text;
using CreatorFlow.Dashboard.Json;
using CreatorFlow.Hosting.Telemetry;

namespace CreatorFlow.Dashboard.Changes;

/// <summary>One change as its readers see it, rendered once however many they are.</summary>
internal sealed class Change
{
    private Change(ChangedAggregate changed, ReadOnlyMemory<byte> frame, ReadOnlyMemory<byte> json) =>
        (Position, Topic, TraceParent, RecordedAt, Frame, Json) = (changed.Position, changed.Topic, changed.TraceParent, changed.RecordedAt, frame, json);

    public long Position { get; }

    public string Topic { get; }

    /// <summary>Of what changed it, where that trace is kept.</summary>
    public string? TraceParent { get; }

    /// <summary>When it was committed, or just before.</summary>
    public DateTime RecordedAt { get; }

    /// <summary>As a Server-Sent Event: <c>id</c> is the cursor, <c>event</c> the topic, <c>data</c> the change.</summary>
    public ReadOnlyMemory<byte> Frame { get; }

    /// <summary>The object of the API's <c>changes</c>.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    public static Change Render(ChangedAggregate changed)
    {
        var json = JsonAnswer.ToBytes(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("cursor", Text(changed.Position));
            writer.WriteString("topic", changed.Topic);
            writer.WriteString("id", changed.Id);
            writer.WriteNumber("version", changed.Version);
            writer.WriteString("occurredAt", changed.OccurredAt);
            writer.WriteString("recordedAt", changed.RecordedAt);
            if (TraceParents.IdOf(changed.TraceParent) is { } trace) writer.WriteString("traceId", trace);
            writer.WritePropertyName("data");
            if (changed.Document is null) writer.WriteNullValue();
            else CamelCase.Write(writer, changed.Document);
            writer.WriteEndObject();
        });
        return Framed(changed, json.Span);
    }

    public static string Text(long position) => position.ToString(CultureInfo.InvariantCulture);

    private static Change Framed(ChangedAggregate changed, ReadOnlySpan<byte> json)
    {
        var frame = new ArrayBufferWriter<byte>(json.Length + 64);
        Encoding.UTF8.GetBytes($"id: {Text(changed.Position)}\nevent: {changed.Topic}\ndata: ", frame);
        var start = frame.WrittenCount;
        frame.Write(json);
        frame.Write("\n\n"u8);
        return new(changed, frame.WrittenMemory, frame.WrittenMemory.Slice(start, json.Length));
    }
}

/// <summary>An aggregate at its last position in a stretch of the feed.</summary>
/// <param name="Position">Its place in the feed.</param>
/// <param name="Topic"><c>inventory</c>, <c>orders</c>, …</param>
/// <param name="Id">The aggregate's id within its topic.</param>
/// <param name="Version">The document's, or the feed's where there is none.</param>
/// <param name="OccurredAt">The platform's time.</param>
/// <param name="RecordedAt">Our time.</param>
/// <param name="Document">As it is now; null when it is no more.</param>
/// <param name="TraceParent">Of what changed it, where that trace is kept.</param>
internal sealed record ChangedAggregate(long Position, string Topic, string Id, long Version, DateTime OccurredAt, DateTime RecordedAt, byte[]? Document, string? TraceParent);

/// <summary>A page of the change feed.</summary>
/// <param name="Changes">In order; an aggregate that changed several times stands at its last position, in this page or a later one.</param>
/// <param name="Cursor">Where to go on.</param>
/// <param name="HasMore">Whether there was more than one page.</param>
internal sealed record ChangePage(IReadOnlyList<Change> Changes, long Cursor, bool HasMore);
