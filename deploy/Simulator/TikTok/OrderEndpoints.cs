using System.Globalization;
using System.Text.Json.Nodes;
using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Simulator.TikTok;

/// <summary>TikTok Shop's calls about orders: Get Order Detail (202507), Get Order List (202309).</summary>
internal static class OrderEndpoints
{
    private static readonly ApiRefusal BadPage = new(400, 36009004, "Invalid page_size, page_token or sort_field");

    public static void MapTikTokOrders(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(OrderDetailEndpoint.Path, OrderDetailEndpoint.Read);
        routes.MapPost("/order/202309/orders/search", (HttpContext context, ShopDoor door) => door.AnswerAsync(context, "orders.search", Search));
    }

    /// <summary>By <c>update_time</c>, the latest first, which is all that is played of its orders and filters.</summary>
    private static IResult Search(TikTokShelves shelves, ApiRequest request, JsonObject body)
    {
        if (!int.TryParse(request.Query.GetValueOrDefault("page_size", ""), NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size is < 1 or > 100
            || StockEndpoints.Offset(request.Query.GetValueOrDefault("page_token", "")) is not { } offset
            || request.Query.GetValueOrDefault("sort_field") != "update_time" || request.Query.GetValueOrDefault("sort_order", "DESC") != "DESC") return ApiResult.Refused(BadPage);
        var all = shelves.ChangedSince(body["update_time_ge"]?.GetValue<long>() ?? 0);
        return ApiResult.Success(new JsonObject
        {
            ["total_count"] = all.Count,
            ["orders"] = all.Skip(offset).Take(size).Select(shelves.Body).ToJsonArray(),
            ["next_page_token"] = offset + size < all.Count ? StockEndpoints.Token(offset + size) : "",
        });
    }
}
