using System.Text.Json;
using System.Text.Json.Nodes;
using CreatorFlow.Contracts;
using CreatorFlow.Simulator.Connections;

namespace CreatorFlow.Simulator.Shopify;

/// <summary>Shopify's <c>POST /admin/api/2026-04/graphql.json</c>. Its token says which shop is meant, for all of them have this one address.</summary>
internal static class GraphEndpoint
{
    public const string Path = "/admin/api/{version}/graphql.json";
    private const string Version = "2026-04";

    public static async Task<IResult> Answer(string version, HttpContext context, ConnectionDirectory connections, ShopifyApi api)
    {
        var token = context.Request.Headers["X-Shopify-Access-Token"].ToString();
        if (connections.WithToken(Platforms.Shopify, token) is not { } connection) return Refused(401, "[API] Invalid API key or access token (unrecognized login or wrong password)");
        if (version != Version) return Refused(404, "Not Found");
        if (!context.Request.HasJsonContentType()) return Refused(415, "Unsupported Media Type");
        return await BodyAsync(context) is { } body
            ? api.Answer(connection.ConnectionId, body) is { } answer ? Results.Json(answer) : Refused(503, "Service Unavailable")
            : Refused(400, "Bad Request");
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

    private static IResult Refused(int status, string message) => Results.Json(new JsonObject { ["errors"] = message }, statusCode: status);
}
