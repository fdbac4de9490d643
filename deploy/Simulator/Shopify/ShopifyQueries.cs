using System.Globalization;
using System.Text.Json.Nodes;

namespace CreatorFlow.Simulator.Shopify;

/// <summary>The Admin API's questions about stock, orders and subscriptions.</summary>
internal static class ShopifyQueries
{
    private const int LongestPage = 250;

    /// <summary>All that the asked field could hold.</summary>
    public static JsonNode? Run(GraphCall call, ShopifyInventory inventory) => call.Field.Name switch
    {
        "nodes" => Nodes(call, inventory),
        "location" => Location(call, inventory),
        "locations" => new JsonObject { ["nodes"] = new JsonArray([.. inventory.Locations.Take(Size(call, call.Field)).Select(l => new JsonObject { ["id"] = ShopifyInventory.LocationGid(l), ["name"] = l.Name })]) },
        "orders" => inventory.Orders.Page(call),
        "order" => inventory.Orders.Order(call),
        "fulfillment" => inventory.Orders.Fulfillment(call),
        "webhookSubscriptions" => inventory.Subscriptions.List(call),
        var other => throw GraphRefusalException.Invalid($"Field '{other}' doesn't exist on type 'QueryRoot'"),
    };

    private static JsonArray Nodes(GraphCall call, ShopifyInventory inventory)
    {
        var level = call.Field.Fields.FirstOrDefault(f => f.Name == "inventoryLevel");
        var location = level is null ? null : inventory.Location(call.Text(level.Arguments, "locationId", "ID!"));
        return new JsonArray([.. call.Texts(call.Field, "ids").Select(id => inventory.Article(id) is { } article ? inventory.Item(article, location) : null)]);
    }

    /// <summary>Without an id, the primary location.</summary>
    private static JsonObject? Location(GraphCall call, ShopifyInventory inventory)
    {
        var id = call.TextOrNothing(call.Field.Arguments, "id", "ID");
        if ((id is null ? inventory.Locations[0] : inventory.Location(id)) is not { } location) return null;
        var found = new JsonObject { ["id"] = ShopifyInventory.LocationGid(location), ["name"] = location.Name };
        if (call.Field.Fields.FirstOrDefault(f => f.Name == "inventoryLevels") is { } levels) found["inventoryLevels"] = Levels(call, levels, location, inventory);
        return found;
    }

    private static JsonObject Levels(GraphCall call, GraphField field, ShopifyLocation location, ShopifyInventory inventory)
    {
        var from = Begin(call.TextOrNothing(field.Arguments, "after", "String"));
        var page = inventory.Articles.Skip(from).Take(Size(call, field)).ToList();
        var end = from + page.Count;
        return new JsonObject
        {
            ["nodes"] = new JsonArray([.. page.Select(article => inventory.Level(location, article))]),
            ["pageInfo"] = new JsonObject { ["hasNextPage"] = end < inventory.Articles.Count, ["endCursor"] = page.Count == 0 ? null : Cursor(end) },
        };
    }

    private static int Size(GraphCall call, GraphField field) =>
        call.Number(field, "first") is > 0 and <= LongestPage and var first ? first : throw GraphRefusalException.Invalid($"first must be 1 to {LongestPage}");

    /// <summary>Opaque to callers, as Shopify's are.</summary>
    private static string Cursor(int end) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"level:{end}")));

    private static int Begin(string? after)
    {
        var buffer = new byte[64];
        if (after is null) return 0;
        var text = Convert.TryFromBase64String(after, buffer, out var length) ? System.Text.Encoding.UTF8.GetString(buffer, 0, length) : "";
        return text.StartsWith("level:", StringComparison.Ordinal) && int.TryParse(text[6..], NumberStyles.None, CultureInfo.InvariantCulture, out var end) ? end : throw GraphRefusalException.Invalid("Invalid cursor for current pagination sort.");
    }
}
