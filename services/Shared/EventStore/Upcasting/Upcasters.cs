using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CreatorFlow.EventStore.Upcasting;

/// <summary>All upcasters, by the stored name they read. Thread-safe.</summary>
/// <exception cref="ArgumentException">Two upcasters read the same name.</exception>
public sealed class Upcasters(IEnumerable<Upcaster> upcasters)
{
    private readonly FrozenDictionary<string, Upcaster> byName = upcasters.ToDictionary(u => u.From, StringComparer.Ordinal).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The event in its newest version; itself when there is no newer one.</summary>
    public StoredEvent Lift(StoredEvent stored)
    {
        if (!byName.ContainsKey(stored.Type)) return stored;
        var (type, data) = Lift(stored.Type, stored.Data);
        return stored with { Type = type, Data = data };
    }

    /// <summary>The same for a name and its data.</summary>
    /// <exception cref="JsonException">The data is no object.</exception>
    public (string Type, byte[] Data) Lift(string type, byte[] data)
    {
        if (!byName.TryGetValue(type, out var next)) return (type, data);
        var node = JsonNode.Parse(data) as JsonObject ?? throw new JsonException($"The data of {type} is no object.");
        for (; next is not null; next = byName.GetValueOrDefault(type))
        {
            next.Change(node);
            type = StoredName.Parse(type).Next.ToString();
        }
        return (type, JsonSerializer.SerializeToUtf8Bytes(node, CanonicalJson.Options));
    }
}
