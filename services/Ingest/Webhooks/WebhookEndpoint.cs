using CreatorFlow.Accounts.Connections;
using CreatorFlow.Ingest.Connections;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Ingest.Webhooks;

/// <summary><c>POST /webhooks/{platform}/{connectionId}</c>: answers only when the delivery is safe.
/// <c>GET</c> of the same address: answers the platform that asks whether it is ours.</summary>
internal sealed class WebhookEndpoint(
    WebhookSources sources, ConnectionDirectory connections, WebhookIntake intake, IOptions<WebhookOptions> options, TimeProvider clock)
{
    private const string Route = "/webhooks/{platform}/{connectionId}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Route, (HttpContext http, string platform, string connectionId, WebhookEndpoint endpoint) =>
            endpoint.ReceiveAsync(http, platform, connectionId)).WithName("ReceiveWebhook");
        routes.MapGet(Route, (HttpContext http, string platform, string connectionId, WebhookEndpoint endpoint) =>
            endpoint.ChallengeAsync(http, platform, connectionId)).WithName("AnswerWebhookChallenge");
    }

    private async Task<IResult> ReceiveAsync(HttpContext http, string platform, string connectionId)
    {
        var limitBytes = options.Value.BodyLimitBytes;
        if (http.Request.ContentLength > limitBytes) return WebhookAnswers.BodyTooLarge(limitBytes);
        var lookup = await connections.FindAsync(connectionId, http.RequestAborted);
        if (lookup.CannotSay) return WebhookAnswers.Unavailable(http.Response);
        if (Known(lookup, platform) is not var (source, connection)) return WebhookAnswers.UnknownConnection();
        if (await RawBody.ReadAsync(http.Request, limitBytes, http.RequestAborted) is not { } body) return WebhookAnswers.BodyTooLarge(limitBytes);
        return await intake.TakeAsync(source, connection, new WebhookRequest(http.Request.Headers, body, clock.GetUtcNow()), http);
    }

    private async Task<IResult> ChallengeAsync(HttpContext http, string platform, string connectionId)
    {
        var lookup = await connections.FindAsync(connectionId, http.RequestAborted);
        if (lookup.CannotSay) return WebhookAnswers.Unavailable(http.Response);
        if (Known(lookup, platform) is not var (source, connection)) return WebhookAnswers.UnknownConnection();
        return WebhookAnswers.Challenge(source.Challenge(http.Request.Query, connection));
    }

    private (IWebhookSource Source, Connection Connection)? Known(ConnectionLookup lookup, string platform) =>
        lookup.Connection is { } connection && connection.Platform == platform && sources.Find(platform) is { TakesWebhooks: true } source ? (source, connection) : null;
}
