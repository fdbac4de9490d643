using System.Net;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Gateway.Limits;

/// <summary>
/// Counts per address and connection the webhooks that Ingest refused for their signature. Whoever sends too many of them is held to a part of what the connection may be
/// sent, so that the rest is left for its genuine sender. Not refused altogether: behind a platform's address there may be both. Thread-safe.
/// </summary>
internal sealed class ForgedWebhooks(IOptions<LimitOptions> options) : FailureCount<Sender>(options.Value.ForgedWebhooksPerMinute);

/// <summary>Who sends webhooks to which connection.</summary>
internal sealed record Sender(IPAddress Address, string ConnectionId)
{
    /// <returns>Null for what is no webhook.</returns>
    public static Sender? Of(HttpContext context) =>
        context.Request.RouteValues.TryGetValue("connectionId", out var id) && id is string connection ? new(ClientAddress.Of(context), connection) : null;
}

/// <summary>Has them counted.</summary>
internal sealed class ForgedWebhookCount(RequestDelegate next, ForgedWebhooks forged)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (context.Response.StatusCode == StatusCodes.Status401Unauthorized && Sender.Of(context) is { } sender) forged.Count(sender);
    }
}
