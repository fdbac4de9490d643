using CreatorFlow.Contracts.Channels;
using CreatorFlow.Ingest.Payloads;
using CreatorFlow.Ingest.Webhooks;

namespace CreatorFlow.Ingest.Amazon;

/// <summary>Which notification means what.</summary>
/// <remarks>Source: github.com/amzn/selling-partner-api-models, schemas/notifications.</remarks>
internal static class AmazonTranslator
{
    public static Translation Translate(string type, PayloadNode body, DateTimeOffset receivedAt)
    {
        if (!Known(type)) return body.Problem is { } problem ? new Translation.Unreadable(problem) : new Translation.UnknownTopic();
        var envelope = AmazonEnvelope.Open(body);
        var at = envelope.Notification.Time("EventTime") ?? envelope.SentAt ?? receivedAt;
        return Translation.Of(body, Events(type, envelope.Notification.Object("Payload"), at));
    }

    private static bool Known(string type) => type is "ORDER_CHANGE" or "FBA_OUTBOUND_SHIPMENT_STATUS" or "FBA_INVENTORY_AVAILABILITY_CHANGES"
        or "LISTINGS_ITEM_MFN_QUANTITY_CHANGE" or "LISTINGS_ITEM_STATUS_CHANGE" or "LISTINGS_ITEM_ISSUES_CHANGE";

    private static IReadOnlyList<ChannelEvent> Events(string type, PayloadNode payload, DateTimeOffset at) => type switch
    {
        "ORDER_CHANGE" => AmazonOrder.Changed(payload, at),
        "FBA_OUTBOUND_SHIPMENT_STATUS" => [AmazonOrder.ShipmentChanged(payload, at)],
        "FBA_INVENTORY_AVAILABILITY_CHANGES" => AmazonStock.HeldByAmazon(payload, at),
        "LISTINGS_ITEM_MFN_QUANTITY_CHANGE" => [AmazonStock.HeldBySeller(payload, at)],
        "LISTINGS_ITEM_STATUS_CHANGE" => [AmazonStock.Seen(payload, "Status", at)],
        _ => [AmazonStock.Seen(payload, "EnforcementActions", at)],
    };
}
