using System.Text.Json.Nodes;
using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Simulator.Shopify;

/// <summary>What the Admin API remembers of each shop's callers: points left, and calls by their idempotency key. Thread-safe.</summary>
internal sealed class ShopifyApi(SimulatedCommerce commerce, TimeProvider clock)
{
    private const long MostOfOneCall = 1_000;
    private const int KeysRemembered = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, CostBucket> buckets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Input, JsonObject Payload)> remembered = new(StringComparer.Ordinal);
    private readonly Queue<string> oldest = [];

    /// <summary>Answers a call to a shop.</summary>
    /// <param name="connectionId">The shop's.</param>
    /// <param name="body">The request.</param>
    /// <returns>The answer, or null when the shop is not open yet.</returns>
    public JsonObject? Answer(string connectionId, JsonObject body)
    {
        lock (gate)
        {
            var bucket = buckets.TryGetValue(connectionId, out var known) ? known : buckets[connectionId] = new CostBucket(clock);
            try
            {
                return Run(connectionId, GraphCall.Of(body), bucket);
            }
            catch (GraphRefusalException refusal)
            {
                return new JsonObject { ["errors"] = new JsonArray(refusal.ToJson()) };
            }
        }
    }

    /// <summary>Leaves a shop so many points.</summary>
    public void Drain(string connectionId, double left)
    {
        lock (gate)
        {
            var bucket = buckets.TryGetValue(connectionId, out var known) ? known : buckets[connectionId] = new CostBucket(clock);
            bucket.Take(bucket.Left() - left);
        }
    }

    private JsonObject? Run(string connectionId, GraphCall call, CostBucket bucket)
    {
        var requested = GraphCost.Requested(call);
        if (requested > MostOfOneCall) throw new GraphRefusalException($"Query cost is {requested}, which exceeds the single query max cost limit ({MostOfOneCall}).", "MAX_COST_EXCEEDED");
        if (bucket.Left() < requested) return Throttled(requested, bucket);
        if (commerce.Touch(connectionId, inventory => Data(call, inventory, connectionId)) is not { } data) return null;
        var actual = GraphCost.Actual(call, data);
        bucket.Take(actual);
        return new JsonObject { ["data"] = new JsonObject { [call.Field.Name] = data.Single().Value?.DeepClone() }, ["extensions"] = Cost(requested, actual, bucket) };
    }

    private (JsonObject, IReadOnlyList<Webhook>) Data(GraphCall call, ShopifyInventory inventory, string connectionId)
    {
        var (all, followed) = call.Field.Name switch
        {
            "inventorySetQuantities" => Set(call, inventory, connectionId),
            "webhookSubscriptionCreate" => (inventory.Subscriptions.Create(call), []),
            _ => (ShopifyQueries.Run(call, inventory), []),
        };
        return (new JsonObject { ["data"] = GraphSelection.Of(all, call.Field) }, followed);
    }

    /// <summary>A key that was used answers what it answered, or complains of another input.</summary>
    private (JsonNode?, IReadOnlyList<Webhook>) Set(GraphCall call, ShopifyInventory inventory, string connectionId)
    {
        SetQuantities.Check(call);
        var (key, input) = ($"{connectionId} {SetQuantities.KeyOf(call)}", SetQuantities.InputOf(call));
        if (remembered.TryGetValue(key, out var before))
            return before.Input == input.ToJsonString()
                ? (before.Payload, [])
                : (SetQuantities.Payload(null, [SetQuantities.Error("IDEMPOTENCY_KEY_PARAMETER_MISMATCH", "The same idempotency key cannot be used with different operation parameters.")]), []);
        var (payload, followed) = SetQuantities.Run(input, inventory, clock.GetUtcNow());
        remembered[key] = (input.ToJsonString(), payload);
        oldest.Enqueue(key);
        if (oldest.Count > KeysRemembered) remembered.Remove(oldest.Dequeue());
        return (payload, followed);
    }

    private static JsonObject Throttled(long requested, CostBucket bucket) => new()
    {
        ["errors"] = new JsonArray(new JsonObject
        {
            ["message"] = "Throttled",
            ["extensions"] = new JsonObject { ["code"] = "THROTTLED", ["documentation"] = "https://shopify.dev/api/usage/rate-limits" },
        }),
        ["extensions"] = Cost(requested, null, bucket),
    };

    private static JsonObject Cost(long requested, long? actual, CostBucket bucket) => new()
    {
        ["cost"] = new JsonObject
        {
            ["requestedQueryCost"] = requested,
            ["actualQueryCost"] = actual,
            ["throttleStatus"] = new JsonObject { ["maximumAvailable"] = CostBucket.Most, ["currentlyAvailable"] = (long)bucket.Left(), ["restoreRate"] = CostBucket.PerSecond },
        },
    };
}
