using System.Text.Json.Nodes;
using CreatorFlow.Simulator.Commerce;
using CreatorFlow.Simulator.Connections;

namespace CreatorFlow.Simulator.TikTok;

/// <summary>TikTok Shop's <c>GET /order/202507/orders</c>.</summary>
internal static class OrderDetailEndpoint
{
    public const string Path = "/order/202507/orders";
    private const int IdsAtOnce = 50;

    public static async Task<IResult> Read(HttpContext context, ConnectionDirectory connections, SimulatedCommerce commerce, RegisteredOrders registered, TimeProvider clock)
    {
        var request = await ApiRequest.OfAsync(context.Request);
        var query = request.Query;
        var connection = connections.WithAppKey(query.GetValueOrDefault("app_key", ""));
        if (ApiRefusal.Of(connection, request, clock.GetUtcNow()) is { } refusal) return ApiResult.Refused(refusal);
        var ids = query.GetValueOrDefault("ids", "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var orders = ids.Take(IdsAtOnce).Select(id => registered.Find(id) ?? Find(commerce, id, connection!.AppKey!, connections)).OfType<JsonNode>();
        return ApiResult.Success(new JsonObject { ["orders"] = orders.ToJsonArray() });
    }

    /// <summary>An app sees the orders of the shops that authorised it, and no others.</summary>
    private static JsonObject? Find(SimulatedCommerce commerce, string id, string appKey, ConnectionDirectory connections)
    {
        var owners = connections.Creators.Where(c => c.Connections.Any(x => x.AppKey == appKey)).Select(c => c.Id).ToHashSet();
        return commerce.Read(creators => creators.Where(c => owners.Contains(c.Id)).Select(c => c.TikTokOrder(id)).FirstOrDefault(o => o is not null));
    }
}
