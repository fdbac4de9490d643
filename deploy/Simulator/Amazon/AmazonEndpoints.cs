using System.Text.Json;
using System.Text.Json.Nodes;
using CreatorFlow.Simulator.Commerce;
using CreatorFlow.Simulator.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace CreatorFlow.Simulator.Amazon;

/// <summary>The operations of the Selling Partner API that are played here: Listings Items 2021-08-01 and Orders 2026-01-01.</summary>
internal static class AmazonEndpoints
{
    private const string Items = "/listings/2021-08-01/items/{sellerId}";
    private const string TokenHeader = "x-amz-access-token";

    public static void MapAmazon(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Items, Search);
        routes.MapGet($"{Items}/{{sku}}", Get);
        routes.MapPatch($"{Items}/{{sku}}", PatchAsync);
        routes.MapGet("/orders/2026-01-01/orders/{orderId}", Order);
        routes.MapGet("/orders/2026-01-01/orders", Orders);
        routes.MapAmazonFeeds();
    }

    private static IResult Search(HttpContext context, string sellerId, SimulatedCommerce commerce, ConnectionDirectory connections, CallLimits limits) =>
        Refusal(context, sellerId, "searchListingsItems", connections, limits)
        ?? Results.Json(commerce.Read(creators => Owner(creators, sellerId) is { } c ? ListingBodies.Page(c.State.Amazon!, c.World, context.Request.Query) : ListingBodies.NoPage()));

    private static IResult Get(HttpContext context, string sellerId, SimulatedCommerce commerce, ConnectionDirectory connections, CallLimits limits)
    {
        if (Refusal(context, sellerId, "getListingsItem", connections, limits) is { } refusal) return refusal;
        var sku = Sku(context);
        var item = commerce.Read(creators => Owner(creators, sellerId) is { } c && c.State.Amazon!.Lists(sku)
            ? ListingBodies.Item(sku, c.State.Amazon, c.World)
            : null);
        return item is null ? AmazonErrors.NotFound : Results.Json(item);
    }

    private static async Task<IResult> PatchAsync(HttpContext context, string sellerId, SimulatedCommerce commerce, ConnectionDirectory connections, CallLimits limits)
    {
        if (Refusal(context, sellerId, "patchListingsItem", connections, limits) is { } refusal) return refusal;
        if (await BodyAsync(context) is not { } patch) return AmazonErrors.BadRequest;
        var sku = Sku(context);
        var answer = commerce.Read(creators => Owner(creators, sellerId) is { } c && c.State.Amazon!.Lists(sku)
            ? ListingPatch.Apply(c.State.Amazon, sku, patch)
            : null);
        return answer is null ? AmazonErrors.NotFound : Results.Json(answer);
    }

    private static IResult Order(HttpContext context, string orderId, SimulatedCommerce commerce, ConnectionDirectory connections, CallLimits limits)
    {
        if (Seller(context, "getOrder", connections, limits, out var seller) is { } refusal) return refusal;
        var order = commerce.Read(creators => creators.Where(c => c.State.Amazon?.SellerId == seller!.Settings?.GetValueOrDefault("sellerId"))
            .Select(c => c.State.Amazon!.Find(orderId) is { } found ? AmazonOrderBody.Of(found, c.State.Amazon, c.World) : null).FirstOrDefault(o => o is not null));
        return order is null ? AmazonErrors.NotFound : Results.Json(new JsonObject { ["order"] = order });
    }

    private static IResult Orders(HttpContext context, SimulatedCommerce commerce, ConnectionDirectory connections, CallLimits limits)
    {
        if (Seller(context, "searchOrders", connections, limits, out var seller) is { } refusal) return refusal;
        var sellerId = seller!.Settings?.GetValueOrDefault("sellerId") ?? "";
        var page = commerce.Read(creators => Owner(creators, sellerId) is { } c ? OrdersPage.Of(c.State.Amazon!, c.World, context.Request.Query) : null);
        return page is null ? AmazonErrors.BadRequest : Results.Json(page);
    }

    /// <summary>Whose the token is, or why the call is not answered.</summary>
    public static IResult? Seller(HttpContext context, string operation, ConnectionDirectory connections, CallLimits limits, out SimulatedConnection? seller)
    {
        var token = context.Request.Headers[TokenHeader].ToString();
        seller = connections.Sellers().FirstOrDefault(s => token.Length > 0 && s.AccessToken == token);
        if (seller is null) return AmazonErrors.Unauthorized;
        return Throttled(context, seller.ConnectionId, operation, limits) ? AmazonErrors.QuotaExceeded : null;
    }

    /// <summary>Why a call about a seller's listings is not answered, or null.</summary>
    private static IResult? Refusal(HttpContext context, string sellerId, string operation, ConnectionDirectory connections, CallLimits limits)
    {
        var seller = connections.Sellers().FirstOrDefault(s => s.Settings?.GetValueOrDefault("sellerId") == sellerId);
        var token = context.Request.Headers[TokenHeader].ToString();
        if (seller is null || token.Length == 0 || (seller.AccessToken ?? token) != token) return AmazonErrors.Unauthorized;
        if (Throttled(context, seller.ConnectionId, operation, limits)) return AmazonErrors.QuotaExceeded;
        return context.Request.Query["marketplaceIds"].ToString().Length == 0 ? AmazonErrors.BadRequest : null;
    }

    private static bool Throttled(HttpContext context, string seller, string operation, CallLimits limits)
    {
        if (!limits.TryTake(seller, operation)) return true;
        context.Response.Headers["x-amzn-RateLimit-Limit"] = CallLimits.RateOf(operation);
        return false;
    }

    private static SimulatedCreator? Owner(IReadOnlyList<SimulatedCreator> creators, string sellerId) =>
        creators.FirstOrDefault(c => c.State.Amazon?.SellerId == sellerId);

    /// <summary>Of the request line, because the server leaves a slash escaped and everything else not.</summary>
    private static string Sku(HttpContext context)
    {
        var path = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0];
        return Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
    }

    private static async Task<JsonObject?> BodyAsync(HttpContext context)
    {
        try
        {
            return await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
