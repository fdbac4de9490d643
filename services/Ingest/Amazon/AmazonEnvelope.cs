using CreatorFlow.Ingest.Payloads;

namespace CreatorFlow.Ingest.Amazon;

/// <summary>A notification without what its transport put around it: SNS's message, EventBridge's event, a second encoding.</summary>
/// <remarks>Amazon writes the envelope's keys in two cases, by notification type: they are read in any.</remarks>
/// <param name="Topic">The notification's type, e.g. <c>ORDER_CHANGE</c>; null when nothing says it.</param>
/// <param name="Key">The innermost id: the notification's own, else its transport's; null when there is none.</param>
/// <param name="SentAt">The transport's time; null when it sent none.</param>
/// <param name="Notification">The notification itself.</param>
internal readonly record struct AmazonEnvelope(string? Topic, string? Key, DateTimeOffset? SentAt, PayloadNode Notification)
{
    public static AmazonEnvelope Open(PayloadNode body) => OfEvent(OfMessage(new(null, null, null, body.Opened().InAnyCase())));

    private static AmazonEnvelope OfMessage(AmazonEnvelope outer)
    {
        var message = outer.Notification;
        if (!message.IsTextAt("Message") || !message.Has("TopicArn")) return outer;
        var (type, id, time) = (message.Text("Type"), message.OptionalId("MessageId"), message.Time("Timestamp"));
        return type == SnsMessage.Notification
            ? new(null, id, time, message.ObjectOrEmbedded("Message").InAnyCase())
            : new(type, id, time, message);
    }

    private static AmazonEnvelope OfEvent(AmazonEnvelope outer)
    {
        var happened = outer.Notification;
        if (outer.Topic is not null) return outer;
        if (!happened.Has("detail") || !happened.Has("detail-type")) return OfNotification(outer);
        return OfNotification(new(happened.OptionalId("detail-type"), happened.OptionalId("id") ?? outer.Key, happened.Time("time") ?? outer.SentAt,
            happened.ObjectOrEmbedded("detail").InAnyCase()));
    }

    private static AmazonEnvelope OfNotification(AmazonEnvelope outer)
    {
        var notification = outer.Notification;
        return outer with
        {
            Topic = notification.OptionalId("NotificationType") ?? outer.Topic,
            Key = notification.OptionalObject("NotificationMetadata")?.OptionalId("NotificationId") ?? outer.Key,
        };
    }
}
