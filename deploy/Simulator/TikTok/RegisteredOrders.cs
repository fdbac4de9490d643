using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace CreatorFlow.Simulator.TikTok;

/// <summary>Orders that tests made up, as the API is to answer them. Thread-safe; forgotten when the process ends.</summary>
internal sealed class RegisteredOrders
{
    private readonly ConcurrentDictionary<string, string> orders = new(StringComparer.Ordinal);

    /// <summary>Adds an order or replaces the one of the same id.</summary>
    public void Save(string id, JsonObject order) => orders[id] = order.ToJsonString();

    public JsonObject? Find(string id) => orders.TryGetValue(id, out var order) ? JsonNode.Parse(order)!.AsObject() : null;
}
