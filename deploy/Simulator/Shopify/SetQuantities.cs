using System.Globalization;
using System.Text.Json.Nodes;
using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Simulator.Shopify;

/// <summary><c>inventorySetQuantities</c> of 2026-04: all or nothing, compared and set.</summary>
/// <remarks>shopify.dev/docs/api/admin-graphql, InventorySetQuantitiesUserErrorCode; limits/input arrays.</remarks>
internal static class SetQuantities
{
    private const int MostInputs = 250;
    /// <summary>All fields that an answer can have.</summary>
    private static readonly JsonObject Whole = Payload(
        new JsonObject { ["createdAt"] = null, ["reason"] = null, ["referenceDocumentUri"] = null, ["changes"] = new JsonArray(new JsonObject { ["name"] = null, ["delta"] = null, ["quantityAfterChange"] = null }) },
        [Error("", "")]);

    private const long Highest = 1_000_000_000;

    /// <summary>The directive's key, which 2026-04 insists on.</summary>
    public static string KeyOf(GraphCall call)
    {
        if (!call.Field.Directives.TryGetValue("idempotent", out var arguments)) throw new GraphRefusalException("The @idempotent directive is required for this mutation but was not provided.", "BAD_REQUEST");
        return call.Text(arguments, "key", "String!");
    }

    /// <summary>Refuses to be asked for what there is not, before anything is done.</summary>
    public static void Check(GraphCall call) => GraphSelection.Of(Whole, call.Field);

    public static JsonObject InputOf(GraphCall call) =>
        call.Value(call.Field.Arguments, "input", "InventorySetQuantitiesInput!") as JsonObject ?? throw GraphRefusalException.Variable("input", "InventorySetQuantitiesInput!");

    /// <summary>Runs it.</summary>
    /// <returns>The payload, and the webhooks that follow from what it changed.</returns>
    public static (JsonObject Payload, IReadOnlyList<Webhook> Followed) Run(JsonObject input, ShopifyInventory inventory, DateTimeOffset now)
    {
        var (name, reason) = (GraphCall.As<string>(input["name"], "name", "String!"), GraphCall.As<string>(input["reason"], "reason", "String!"));
        var wanted = Read(input);
        var errors = Objections(name, wanted, inventory);
        if (errors.Count > 0) return (Payload(null, errors), []);
        var changes = new JsonArray();
        var followed = new List<Webhook>();
        foreach (var entry in wanted)
        {
            var (location, article) = (inventory.Location(entry.Location)!, inventory.Article(entry.Item)!);
            var delta = entry.Quantity - location.Available[article.Sku];
            if (delta == 0) continue;
            followed.Add(inventory.Set(location, article, entry.Quantity, now));
            changes.Add((JsonNode)new JsonObject { ["name"] = name, ["delta"] = delta, ["quantityAfterChange"] = entry.Quantity });
        }
        var group = new JsonObject
        {
            ["createdAt"] = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["reason"] = reason,
            ["referenceDocumentUri"] = input["referenceDocumentUri"]?.DeepClone(),
            ["changes"] = changes,
        };
        return (Payload(changes.Count == 0 ? null : group, []), followed);
    }

    public static JsonObject Payload(JsonObject? group, JsonArray errors) => new() { ["inventoryAdjustmentGroup"] = group, ["userErrors"] = errors };

    public static JsonObject Error(string code, string message, params string[] field) =>
        new() { ["code"] = code, ["field"] = new JsonArray([.. field.Select(f => (JsonNode)f)]), ["message"] = message };

    private static List<Entry> Read(JsonObject input)
    {
        const string Type = "[InventoryQuantityInput!]!";
        if (input["quantities"] is not JsonArray quantities) throw GraphRefusalException.Variable("quantities", Type);
        if (quantities.Count > MostInputs) throw new GraphRefusalException($"The input array size of {quantities.Count} is greater than the maximum allowed of {MostInputs}.", "MAX_INPUT_SIZE_EXCEEDED");
        return [.. quantities.Select(q => Entry.Read(q as JsonObject ?? throw GraphRefusalException.Variable("quantities", Type)))];
    }

    private static JsonArray Objections(string name, List<Entry> wanted, ShopifyInventory inventory)
    {
        if (name is not ("available" or "on_hand")) return [Error("INVALID_NAME", "The quantity name must be either 'available' or 'on_hand'.", "input", "name")];
        var seen = new HashSet<(string, string)>();
        var errors = wanted.Select((entry, index) => (index, Error: seen.Add((entry.Item, entry.Location)) ? Objection(entry, inventory) : ("NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR", "inventoryItemId")));
        return [.. errors.Where(e => e.Error is not null).Select(e => Error(e.Error!.Value.Code, "The change was not made.", "input", "quantities", e.index.ToString(CultureInfo.InvariantCulture), e.Error.Value.Field))];
    }

    private static (string Code, string Field)? Objection(Entry entry, ShopifyInventory inventory)
    {
        if (inventory.Article(entry.Item) is not { } article) return ("INVALID_INVENTORY_ITEM", "inventoryItemId");
        if (inventory.Location(entry.Location) is not { } location) return ("INVALID_LOCATION", "locationId");
        if (entry.Quantity < 0) return ("INVALID_QUANTITY_NEGATIVE", "quantity");
        if (entry.Quantity > Highest) return ("INVALID_QUANTITY_TOO_HIGH", "quantity");
        return entry.From is { } from && from != location.Available[article.Sku] ? ("CHANGE_FROM_QUANTITY_STALE", "changeFromQuantity") : null;
    }

    private sealed record Entry(string Item, string Location, long Quantity, int? From)
    {
        public static Entry Read(JsonObject json)
        {
            if (!json.TryGetPropertyValue("changeFromQuantity", out var from)) throw GraphRefusalException.Variable("changeFromQuantity", "Int");
            foreach (var (name, _) in json)
                if (name is not ("inventoryItemId" or "locationId" or "quantity" or "changeFromQuantity")) throw GraphRefusalException.Variable(name, "InventoryQuantityInput");
            return new Entry(
                GraphCall.As<string>(json["inventoryItemId"], "inventoryItemId", "ID!"), GraphCall.As<string>(json["locationId"], "locationId", "ID!"),
                GraphCall.As<int>(json["quantity"], "quantity", "Int!"), from is null ? null : GraphCall.As<int>(from, "changeFromQuantity", "Int"));
        }
    }
}
