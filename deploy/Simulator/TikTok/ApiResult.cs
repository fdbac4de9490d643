using System.Globalization;
using System.Text.Json.Nodes;

namespace CreatorFlow.Simulator.TikTok;

/// <summary>The envelope of every answer of TikTok's API.</summary>
internal static class ApiResult
{
    public static IResult Success(JsonObject data) => Of(200, 0, "Success", data);

    public static IResult Refused(ApiRefusal refusal) => Of(refusal.Status, refusal.Code, refusal.Message, new JsonObject());

    private static IResult Of(int status, long code, string message, JsonObject data) => Results.Json(new JsonObject
    {
        ["code"] = code,
        ["data"] = data,
        ["message"] = message,
        ["request_id"] = Guid.CreateVersion7().ToString("N").ToUpper(CultureInfo.InvariantCulture),
    }, statusCode: status);
}
