using System.Globalization;
using System.Text.Json.Nodes;
using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Simulator.Amazon;

/// <summary>A page of <c>searchOrders</c> (2026-01-01), the oldest order first.</summary>
internal static class OrdersPage
{
    private const int LongestPage = 100;

    /// <summary>Null for a question that breaks the model: exactly one of <c>lastUpdatedAfter</c> and <c>createdAfter</c>, of which the first is played here.</summary>
    public static JsonObject? Of(AmazonState state, World world, IQueryCollection query)
    {
        if (!DateTimeOffset.TryParse(query["lastUpdatedAfter"], CultureInfo.InvariantCulture, out var since) || query.ContainsKey("createdAfter")) return null;
        if (Number(query["maxResultsPerPage"].ToString(), LongestPage) is not (>= 1 and <= LongestPage and var size) || Number(query["paginationToken"].ToString(), 0) is not { } from) return null;
        var all = state.Orders.Concat(state.Archive.Values).Where(o => o.UpdatedAt >= since).OrderBy(o => o.CreatedAt).ThenBy(o => o.Id, StringComparer.Ordinal).ToList();
        var included = query["includedData"].ToString().Split(',');
        var page = new JsonObject { ["orders"] = all.Skip(from).Take(size).Select(o => Listed(AmazonOrderBody.Of(o, state, world), included)).ToJsonArray() };
        if (from + size < all.Count) page["pagination"] = new JsonObject { ["nextToken"] = (from + size).ToString(CultureInfo.InvariantCulture) };
        return page;
    }

    /// <summary>Without the sets of data that were not asked for.</summary>
    private static JsonObject Listed(JsonObject order, string[] included)
    {
        if (!included.Contains("FULFILLMENT")) order.Remove("fulfillment");
        if (!included.Contains("PACKAGES")) order.Remove("packages");
        return order;
    }

    private static int? Number(string text, int unsaid) => text.Length == 0 ? unsaid : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
