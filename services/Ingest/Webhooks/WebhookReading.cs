using System.Diagnostics;
using System.Security.Cryptography;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Ingest.Payloads;

namespace CreatorFlow.Ingest.Webhooks;

/// <summary>Turns a verified request into a delivery. Pure, and total: whatever the bytes are, there is a delivery.</summary>
internal static class WebhookReading
{
    public const string UnreadableCode = "webhook.unreadable";

    /// <summary>The topic of a delivery that does not say.</summary>
    public const string NoTopic = "unknown";

    /// <summary>One receipt for each delivery in the request, in its order.</summary>
    public static IReadOnlyList<WebhookReceipt> ReadAll(
        IWebhookSource source, Connection connection, WebhookRequest request, Func<string> newId, string? traceParent) =>
        [.. source.Parts(request).Select(body => Read(source, connection, request with { Body = body }, newId(), traceParent))];

    public static WebhookReceipt Read(IWebhookSource source, Connection connection, WebhookRequest request, string deliveryId, string? traceParent)
    {
        var isJson = PayloadDocument.TryParse(request.Body, out var document, out var reason);
        using (document)
        {
            reason ??= PayloadDocument.Refuse(request.Body);
            // Half a surrogate pair cannot be decoded: nothing is read from a body that holds one.
            var identity = source.Identify(request, reason is null ? document!.Root : null);
            var translation = reason is null ? Translate(source, identity, document!.Root, request) : new Translation.Unreadable(reason);
            var delivery = Describe(connection, request, identity.Topic ?? NoTopic, translation) with { Id = deliveryId, TraceParent = traceParent };
            return new(delivery with { IdempotencyKey = DeliveryKey.Of(connection, identity, delivery) }, isJson);
        }
    }

    private static Translation Translate(IWebhookSource source, WebhookIdentity identity, PayloadNode root, WebhookRequest request)
    {
        if (identity.Topic is not { } topic) return new Translation.Unreadable(root.Problem ?? "the topic is missing");
        return source.Translate(topic, root, request);
    }

    private static Delivery Describe(Connection connection, WebhookRequest request, string topic, Translation translation) => new()
    {
        Id = "",
        IdempotencyKey = "",
        CreatorId = connection.CreatorId,
        ConnectionId = connection.Id,
        Platform = connection.Platform,
        Topic = topic,
        Checksum = Convert.ToHexStringLower(SHA256.HashData(request.Body)),
        ReceivedAt = request.ReceivedAt,
        Body = request.Body,
        Quarantined = translation is Translation.Unreadable ? UnreadableCode : null,
        Reason = (translation as Translation.Unreadable)?.Reason,
        Events = translation switch
        {
            Translation.Understood understood => understood.Events,
            Translation.UnknownTopic or Translation.Unreadable => [],
            _ => throw new UnreachableException(translation.ToString()),
        },
    };
}

/// <summary>A delivery, and whether its body was JSON at all.</summary>
internal sealed record WebhookReceipt(Delivery Delivery, bool IsJson);
