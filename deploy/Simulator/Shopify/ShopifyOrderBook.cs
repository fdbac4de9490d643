using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Simulator.Shopify;

/// <summary>A shop's orders as its API shows them. Nothing is ever refunded here. Not thread-safe: touched while nothing else happens.</summary>
internal sealed partial class ShopifyOrderBook(ShopifyState state, World world)
{
    private const int LongestPage = 250;

    private IEnumerable<ShopifyOrder> All => state.Open.Concat(state.Finished).Concat(state.Archive);

    /// <summary>Sorted by the last change; a cursor names the row that it stands behind, so that rows that move are seen where they go.</summary>
    public JsonObject Page(GraphCall call)
    {
        var arguments = call.Field.Arguments;
        if (arguments.GetValueOrDefault("sortKey") != "UPDATED_AT") throw GraphRefusalException.Invalid("Only the sort key UPDATED_AT is played.");
        var first = Size(call, call.Field);
        var since = Since(call.TextOrNothing(arguments, "query", "String"));
        var rest = All.Select(o => (Order: o, Place: Place(o))).Where(o => o.Order.UpdatedAt >= since).OrderBy(o => o.Place, StringComparer.Ordinal);
        var after = call.TextOrNothing(arguments, "after", "String") is { } cursor ? Text(cursor) : "";
        return Connection([.. rest.Where(o => string.CompareOrdinal(o.Place, after) > 0)], first, o => OrderNode.Of(o.Order, world), o => Base64(o.Place));
    }

    public JsonObject? Order(GraphCall call)
    {
        var id = call.Text(call.Field.Arguments, "id", "ID!");
        if (All.FirstOrDefault(o => OrderNode.Gid("Order", o.Id) == id) is not { } order) return null;
        var node = OrderNode.Of(order, world);
        if (Asked(call, "lineItems") is { } lines) node["lineItems"] = Rows(call, lines, order.Lines, l => OrderNode.Line(l, order, world));
        if (Asked(call, "fulfillments") is { } parcels) node["fulfillments"] = order.Parcels.Take(Size(call, parcels)).Select(OrderNode.Parcel).ToJsonArray();
        return node;
    }

    public JsonObject? Fulfillment(GraphCall call)
    {
        var id = call.Text(call.Field.Arguments, "id", "ID!");
        var found = All.SelectMany(o => o.Parcels.Select(p => (Order: o, Parcel: p))).FirstOrDefault(p => OrderNode.Gid("Fulfillment", p.Parcel.Id) == id);
        if (found.Parcel is not { } parcel) return null;
        var node = OrderNode.Parcel(parcel);
        var lines = found.Order.Lines.Where(l => parcel.Lines.Contains(l.Id)).ToList();
        if (Asked(call, "fulfillmentLineItems") is { } asked)
            node["fulfillmentLineItems"] = Rows(call, asked, lines, l => new() { ["quantity"] = l.Quantity, ["lineItem"] = new JsonObject { ["id"] = OrderNode.Gid("LineItem", l.Id) } });
        return node;
    }

    private static JsonObject Rows(GraphCall call, GraphField field, List<ShopifyLine> lines, Func<ShopifyLine, JsonObject> node)
    {
        var after = call.TextOrNothing(field.Arguments, "after", "String") is { } cursor ? long.Parse(Text(cursor), CultureInfo.InvariantCulture) : 0;
        return Connection([.. lines.OrderBy(l => l.Id).Where(l => l.Id > after)], Size(call, field), node, l => Base64(l.Id.ToString(CultureInfo.InvariantCulture)));
    }

    private static JsonObject Connection<T>(IReadOnlyList<T> rest, int first, Func<T, JsonObject> node, Func<T, string> cursor) => new()
    {
        ["nodes"] = rest.Take(first).Select(node).ToJsonArray(),
        ["pageInfo"] = new JsonObject { ["hasNextPage"] = rest.Count > first, ["endCursor"] = rest.Count == 0 ? null : cursor(rest[Math.Min(first, rest.Count) - 1]) },
    };

    private static GraphField? Asked(GraphCall call, string name) => call.Field.Fields.FirstOrDefault(f => f.Name == name);

    private static int Size(GraphCall call, GraphField field) =>
        call.Number(field, "first") is > 0 and <= LongestPage and var first ? first : throw GraphRefusalException.Invalid($"first must be 1 to {LongestPage}");

    private static string Place(ShopifyOrder order) => string.Create(CultureInfo.InvariantCulture, $"{order.UpdatedAt.UtcDateTime:yyyyMMddHHmmssfffffff}:{order.Id}");

    private static DateTimeOffset Since(string? query)
    {
        if (query is null) return DateTimeOffset.MinValue;
        return UpdatedSince().Match(query) is { Success: true } match && DateTimeOffset.TryParse(match.Groups[1].Value, CultureInfo.InvariantCulture, out var since)
            ? since
            : throw GraphRefusalException.Invalid($"Only updated_at:>='…' is played, not {query}");
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Text(string cursor)
    {
        var bytes = new byte[128];
        return Convert.TryFromBase64String(cursor, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : throw GraphRefusalException.Invalid("Invalid cursor for current pagination sort.");
    }

    [GeneratedRegex("^updated_at:>='([^']+)'$")]
    private static partial Regex UpdatedSince();
}
