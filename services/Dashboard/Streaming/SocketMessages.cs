using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using CreatorFlow.Dashboard.Changes;

namespace CreatorFlow.Dashboard.Streaming;

/// <summary>What a client asks of a WebSocket: other topics, another place in the feed.</summary>
/// <param name="Topics">All when empty.</param>
/// <param name="Since">A cursor; null to go on where the socket is.</param>
internal sealed record SocketQuestion(ImmutableArray<string> Topics, string? Since)
{
    private const int MostTopics = 32;

    /// <returns>Null for what is no such message.</returns>
    public static SocketQuestion? Read(ReadOnlyMemory<byte> message)
    {
        try
        {
            using var json = JsonDocument.Parse(message);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("type", out var type) || !type.ValueEquals("subscribe")) return null;
            var topics = root.TryGetProperty("topics", out var named) ? named.EnumerateArray().Select(topic => topic.GetString()!).ToImmutableArray() : [];
            var since = root.TryGetProperty("since", out var cursor) ? cursor.GetString() : null;
            return topics.Length > MostTopics || topics.Contains(null!) ? null : new(topics, since);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // no JSON, or of other kinds than these
        }
    }
}

/// <summary>What a WebSocket tells. Changes stand in it as they were rendered for all readers.</summary>
internal static class SocketMessages
{
    public static void Subscribed(IBufferWriter<byte> to, ImmutableArray<string> topics, long position) => Write(to, "subscribed", writer =>
    {
        writer.WriteStartArray("topics");
        foreach (var topic in topics) writer.WriteStringValue(topic);
        writer.WriteEndArray();
        writer.WriteString("cursor", Change.Text(position));
    });

    public static void Changes(IBufferWriter<byte> to, IReadOnlyList<Change> changes, long position) => Write(to, "changes", writer =>
    {
        writer.WriteStartArray("changes");
        foreach (var change in changes) writer.WriteRawValue(change.Json.Span, skipInputValidation: true);
        writer.WriteEndArray();
        writer.WriteString("cursor", Change.Text(position));
    });

    public static void Heartbeat(IBufferWriter<byte> to, long position) => Write(to, "heartbeat", writer => writer.WriteString("cursor", Change.Text(position)));

    public static void Refused(IBufferWriter<byte> to, StreamEnd why) => Write(to, "refused", writer =>
    {
        writer.WriteString("code", why.Code);
        writer.WriteString("title", why.Title);
    });

    private static void Write(IBufferWriter<byte> to, string type, Action<Utf8JsonWriter> rest)
    {
        using var writer = new Utf8JsonWriter(to);
        writer.WriteStartObject();
        writer.WriteString("type", type);
        rest(writer);
        writer.WriteEndObject();
    }
}
