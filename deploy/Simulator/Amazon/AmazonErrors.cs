using System.Text.Json.Nodes;

namespace CreatorFlow.Simulator.Amazon;

/// <summary>Amazon's error list.</summary>
internal static class AmazonErrors
{
    public static readonly IResult Unauthorized = Of(403, "Unauthorized", "Access to requested resource is denied.");
    public static readonly IResult QuotaExceeded = Of(429, "QuotaExceeded", "You exceeded your quota for the requested resource.");
    public static readonly IResult NotFound = Of(404, "NOT_FOUND", "The requested resource doesn't exist.");
    public static readonly IResult BadRequest = Of(400, "InvalidInput", "Request has missing or invalid parameters and cannot be parsed.");

    private static IResult Of(int status, string code, string message) => Results.Json(new JsonObject
    {
        ["errors"] = new JsonArray(new JsonObject { ["code"] = code, ["message"] = message, ["details"] = "" }),
    }, statusCode: status);
}
