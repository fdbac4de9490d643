using CreatorFlow.Ingest.Payloads;
using CreatorFlow.Ingest.Webhooks;

namespace CreatorFlow.Ingest.Shopify;

/// <summary>Shopify's headers. The newer event deliveries carry the same names without the <c>X-</c>.</summary>
/// <remarks>Source: shopify.dev/docs/apps/build/webhooks/delivery-structure.</remarks>
internal static class ShopifyHeaders
{
    public static string? Signature(WebhookRequest request) => Either(request, "X-Shopify-Hmac-Sha256", "shopify-hmac-sha256");

    public static string? Topic(WebhookRequest request) => Either(request, "X-Shopify-Topic", "shopify-topic");

    /// <summary>Stays the same over a delivery's retries.</summary>
    public static string? WebhookId(WebhookRequest request) => Either(request, "X-Shopify-Webhook-Id", "shopify-webhook-id");

    /// <summary>When Shopify triggered the delivery, else when we received it: the time of a payload that names none.</summary>
    public static DateTimeOffset TriggeredAt(WebhookRequest request) =>
        Either(request, "X-Shopify-Triggered-At", "shopify-triggered-at") is { } text && PayloadNode.TryReadTime(text, out var time)
            ? time
            : request.ReceivedAt;

    private static string? Either(WebhookRequest request, string name, string newerName) => request.Header(name) ?? request.Header(newerName);
}
