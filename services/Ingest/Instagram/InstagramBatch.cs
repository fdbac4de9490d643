using System.Buffers;
using System.Text.Json;
using CreatorFlow.Ingest.Payloads;

namespace CreatorFlow.Ingest.Instagram;

/// <summary>Takes a batch apart: each change becomes a body of its own, in the envelope that it came in.</summary>
/// <remarks>Meta sends no delivery id and may batch a retry otherwise than the first time, so that only a change has an identity:
/// object, entry, time, field and value. All of them stand in its body, and nothing of its neighbours' does.</remarks>
internal static class InstagramBatch
{
    /// <summary>Meta's own limit (developers.facebook.com/docs/graph-api/webhooks/getting-started); a body beyond it stays whole.</summary>
    public const int MostChanges = 1_000;

    private static readonly string[] Lists = ["changes", "messaging", "standby", "changed_fields"];

    /// <summary>What surrounds a change is written with each: so much of it that this is exceeded is no notification of Meta's.</summary>
    private const long MostBytes = 16 * 1_024 * 1_024;

    public static IReadOnlyList<byte[]> Parts(byte[] body)
    {
        if (!PayloadDocument.TryParse(body, out var checkedBody, out _)) return [body];
        checkedBody.Dispose();
        using var document = JsonDocument.Parse(body);
        var parts = new List<byte[]>();
        var bytes = 0L;
        foreach (var change in Changes(document.RootElement))
        {
            parts.Add(Write(document.RootElement, change));
            bytes += parts[^1].Length;
            if (parts.Count > MostChanges || bytes > MostBytes) return [body];
        }
        return parts.Count > 0 ? parts : [body];
    }

    private static IEnumerable<Change> Changes(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("entry", out var entries) && entries.ValueKind == JsonValueKind.Array
            ? entries.EnumerateArray().SelectMany(ChangesOf)
            : [];

    /// <summary>An entry without lists is a change by itself: newer samples carry <c>field</c> and <c>value</c> directly.</summary>
    private static IEnumerable<Change> ChangesOf(JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object) return [new(entry, null, default)];
        var found = Lists
            .Where(list => entry.TryGetProperty(list, out var items) && items.ValueKind == JsonValueKind.Array)
            .SelectMany(list => entry.GetProperty(list).EnumerateArray().Select(item => new Change(entry, list, item)))
            .ToList();
        return found.Count > 0 ? found : [new(entry, null, default)];
    }

    private static byte[] Write(JsonElement root, Change change)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        foreach (var property in root.EnumerateObject().Where(property => property.Name != "entry")) Copy(writer, property);
        writer.WriteStartArray("entry");
        if (change.List is null) Copy(writer, change.Entry);
        else WriteEntry(writer, change);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteEntry(Utf8JsonWriter writer, Change change)
    {
        writer.WriteStartObject();
        foreach (var property in change.Entry.EnumerateObject().Where(property => !Lists.Contains(property.Name))) Copy(writer, property);
        writer.WriteStartArray(change.List!);
        Copy(writer, change.Item);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Copy(Utf8JsonWriter writer, JsonProperty property)
    {
        writer.WritePropertyName(property.Name);
        Copy(writer, property.Value);
    }

    /// <summary>Character by character: numbers keep their digits, escapes stay escapes.</summary>
    private static void Copy(Utf8JsonWriter writer, JsonElement value) => writer.WriteRawValue(value.GetRawText(), skipInputValidation: true);

    private readonly record struct Change(JsonElement Entry, string? List, JsonElement Item);
}
