using System.Globalization;
using System.Text.Json.Nodes;
using CreatorFlow.Simulator.Commerce;
using CreatorFlow.Simulator.Connections;

namespace CreatorFlow.Simulator.TikTok;

/// <summary>TikTok Shop's <c>GET /order/202507/orders</c>.</summary>
internal static class OrderDetailEndpoint
{
    public const string Path = "/order/202507/orders";
    private const int IdsAtOnce = 50;

    public static IResult Read(HttpContext context, ConnectionDirectory connections, SimulatedCommerce commerce, RegisteredOrders registered, TimeProvider clock)
    {
        var query = context.Request.Query.ToDictionary(p => p.Key, p => p.Value.ToString());
        var connection = connections.WithAppKey(query.GetValueOrDefault("app_key", ""));
        var token = context.Request.Headers["x-tts-access-token"].ToString();
        if (ApiRefusal.Of(connection, token, query, clock.GetUtcNow()) is { } refusal) return Answer(refusal.Status, refusal.Code, refusal.Message, new JsonObject());
        var ids = query.GetValueOrDefault("ids", "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var orders = ids.Take(IdsAtOnce).Select(id => registered.Find(id) ?? Find(commerce, id, connection!.AppKey!, connections)).OfType<JsonNode>();
        return Answer(200, 0, "Success", new JsonObject { ["orders"] = orders.ToJsonArray() });
    }

    /// <summary>An app sees the orders of the shops that authorised it, and no others.</summary>
    private static JsonObject? Find(SimulatedCommerce commerce, string id, string appKey, ConnectionDirectory connections)
    {
        var owners = connections.Creators.Where(c => c.Connections.Any(x => x.AppKey == appKey)).Select(c => c.Id).ToHashSet();
        return commerce.Read(creators => creators.Where(c => owners.Contains(c.Id)).Select(c => c.TikTokOrder(id)).FirstOrDefault(o => o is not null));
    }

    private static IResult Answer(int status, long code, string message, JsonObject data) => Results.Json(new JsonObject
    {
        ["code"] = code,
        ["data"] = data,
        ["message"] = message,
        ["request_id"] = Guid.CreateVersion7().ToString("N").ToUpper(CultureInfo.InvariantCulture),
    }, statusCode: status);
}
