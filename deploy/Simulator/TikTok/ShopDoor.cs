using System.Text.Json;
using System.Text.Json.Nodes;
using CreatorFlow.Simulator.Commerce;
using CreatorFlow.Simulator.Connections;

namespace CreatorFlow.Simulator.TikTok;

/// <summary>The one way in: signature, shop and quota are checked, then the shop's stock is at hand while nothing else happens to it.</summary>
internal sealed class ShopDoor(ConnectionDirectory connections, SimulatedCommerce commerce, CallQuota quota, TimeProvider clock)
{
    private static readonly ApiRefusal Unreadable = new(400, 36009004, "The body is not what it should be");
    private static readonly ApiRefusal NotOpen = new(400, 12052704, "seller id not exist");

    public async Task<IResult> AnswerAsync(HttpContext context, string call, Func<TikTokShelves, ApiRequest, JsonObject, IResult> answer)
    {
        var request = await ApiRequest.OfAsync(context.Request);
        var connection = connections.WithAppKey(request.Query.GetValueOrDefault("app_key", ""));
        if (ApiRefusal.OfShop(connection, request, clock.GetUtcNow()) is { } refusal) return ApiResult.Refused(refusal);
        if (!quota.Take(connection!.ConnectionId, call)) return ApiResult.Refused(ApiRefusal.TooManyRequests);
        if ((request.Body.Length == 0 ? [] : Body(request.Body)) is not { } body) return ApiResult.Refused(Unreadable);
        var owner = connections.Creators.First(c => c.Connections.Contains(connection)).Id;
        return commerce.TouchTikTok(owner, shelves => answer(shelves, request, body)) ?? ApiResult.Refused(NotOpen);
    }

    private static JsonObject? Body(string body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
