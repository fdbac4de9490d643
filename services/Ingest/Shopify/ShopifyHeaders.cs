using CreatorFlow.Ingest.Payloads;
using CreatorFlow.Ingest.Webhooks;

namespace CreatorFlow.Ingest.Shopify;

/// <summary>Shopify's headers. Its newer Events carry names without the <c>X-</c>; with both, a delivery is an Event.</summary>
/// <remarks>Sources: shopify.dev/docs/apps/build/webhooks/delivery-structure; Shopify/shopify-app-js,
/// packages/apps/shopify-api/lib/webhooks/validate.ts.</remarks>
internal static class ShopifyHeaders
{
    private const string EventPrefix = "event:";

    public static string? Signature(WebhookRequest request) => Either(request, "X-Shopify-Hmac-Sha256", "shopify-hmac-sha256");

    /// <summary>An Event names resource and action apart, and its body is what its subscription asked for: it gets a topic of its
    /// own, so that it is never read as a resource.</summary>
    public static string? Topic(WebhookRequest request) => request.Header("shopify-action") is { } action
        ? $"{EventPrefix}{request.Header("shopify-topic") ?? request.Header("X-Shopify-Topic")}/{action}"
        : Either(request, "X-Shopify-Topic", "shopify-topic");

    /// <summary>Stays the same over a delivery's retries.</summary>
    public static string? WebhookId(WebhookRequest request) => Either(request, "X-Shopify-Webhook-Id", "shopify-webhook-id");

    /// <summary>When Shopify triggered the delivery, else when we received it: the time of a payload that names none.</summary>
    public static DateTimeOffset TriggeredAt(WebhookRequest request) =>
        Either(request, "X-Shopify-Triggered-At", "shopify-triggered-at") is { } text && PayloadNode.TryReadTime(text, out var time)
            ? time
            : request.ReceivedAt;

    /// <summary>What <see cref="Topic"/> and <see cref="WebhookId"/> read back. When it was triggered is not archived.</summary>
    public static HeaderDictionary Recall(string? topic, string? id)
    {
        var headers = new HeaderDictionary();
        if (id is not null) headers["X-Shopify-Webhook-Id"] = id;
        if (topic is null) return headers;
        var slash = topic.LastIndexOf('/');
        if (topic.StartsWith(EventPrefix, StringComparison.Ordinal) && slash > EventPrefix.Length)
            (headers["shopify-topic"], headers["shopify-action"]) = (topic[EventPrefix.Length..slash], topic[(slash + 1)..]);
        else headers["X-Shopify-Topic"] = topic;
        return headers;
    }

    private static string? Either(WebhookRequest request, string name, string newerName) => request.Header(newerName) ?? request.Header(name);
}
