using System.Text.Json.Nodes;

namespace CreatorFlow.EventStore.Upcasting;

/// <summary>Turns one old version of an event into the next one as it is read; the store keeps what was written.</summary>
/// <param name="From">The stored name of the old version, e.g. <c>order.created</c> or <c>order.created_v2</c>; the result has the next version's.</param>
/// <param name="Change">Pure. Changes the old data in place into the new shape, in the stored spelling (PascalCase).</param>
public sealed record Upcaster(string From, Action<JsonObject> Change);
