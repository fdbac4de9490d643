using System.Text.Json.Nodes;

namespace CreatorFlow.Simulator.TikTok;

/// <summary>TikTok Shop's calls about its own webhooks: Get, Update and Delete Shop Webhook (202309).</summary>
internal static class WebhookEndpoints
{
    private const string Path = "/event/202309/webhooks";
    private static readonly ApiRefusal BadBody = new(400, 36009004, "Invalid event_type or address");

    public static void MapTikTokSubscriptions(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (HttpContext context, ShopDoor door) => door.AnswerAsync(context, "webhooks.list", (shelves, _, _) => ApiResult.Success(shelves.Subscriptions.List())));
        routes.MapPut(Path, (HttpContext context, ShopDoor door) => door.AnswerAsync(context, "webhooks.update", (shelves, _, body) =>
            shelves.Subscriptions.Update(Text(body, "event_type"), Text(body, "address")) ? ApiResult.Success([]) : ApiResult.Refused(BadBody)));
        routes.MapDelete(Path, (HttpContext context, ShopDoor door) => door.AnswerAsync(context, "webhooks.delete", (shelves, _, body) =>
            shelves.Subscriptions.Lose(Text(body, "event_type")) ? ApiResult.Success([]) : ApiResult.Refused(BadBody)));
    }

    private static string Text(JsonObject body, string name) => body[name] is JsonValue value && value.TryGetValue(out string? text) ? text : "";
}
