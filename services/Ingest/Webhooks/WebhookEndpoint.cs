using CreatorFlow.Ingest.Connections;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Ingest.Webhooks;

/// <summary><c>POST /webhooks/{platform}/{connectionId}</c>: answers only when the delivery is safe.</summary>
internal sealed class WebhookEndpoint(
    WebhookSources sources, ConnectionDirectory connections, WebhookIntake intake, IOptions<WebhookOptions> options, TimeProvider clock)
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/webhooks/{platform}/{connectionId}", (HttpContext http, string platform, string connectionId, WebhookEndpoint endpoint) =>
            endpoint.ReceiveAsync(http, platform, connectionId))
        .WithName("ReceiveWebhook");

    private async Task<IResult> ReceiveAsync(HttpContext http, string platform, string connectionId)
    {
        var limitBytes = options.Value.BodyLimitBytes;
        if (http.Request.ContentLength > limitBytes) return WebhookAnswers.BodyTooLarge(limitBytes);
        var lookup = await connections.FindAsync(connectionId, http.RequestAborted);
        if (lookup.CannotSay) return WebhookAnswers.Unavailable(http.Response);
        if (lookup.Connection is not { } connection || connection.Platform != platform || sources.Find(platform) is not { } source)
            return WebhookAnswers.UnknownConnection();
        if (await RawBody.ReadAsync(http.Request, limitBytes, http.RequestAborted) is not { } body) return WebhookAnswers.BodyTooLarge(limitBytes);
        var request = new WebhookRequest(http.Request.Headers, body, clock.GetUtcNow());
        return await intake.TakeAsync(source, connection, request, http.Response);
    }
}
