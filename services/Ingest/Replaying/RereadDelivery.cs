using CreatorFlow.Accounts.Connections;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Ingest.Webhooks;

namespace CreatorFlow.Ingest.Replaying;

/// <summary>Reads an archived delivery as it would be read if it came today. Pure.</summary>
internal static class RereadDelivery
{
    /// <summary>Under its own id, key, topic and time of receipt; the body stays in the archive.</summary>
    /// <remarks>Without the signature: it was verified before it was archived, and secrets and clocks have moved on.</remarks>
    public static Delivery Read(IWebhookSource source, Connection connection, Delivery archived)
    {
        var headers = source.Recall(archived.Topic == WebhookReading.NoTopic ? null : archived.Topic, DeliveryKey.IdWithin(archived));
        var request = new WebhookRequest(headers, archived.Body, archived.ReceivedAt);
        var today = WebhookReading.Read(source, connection, request, archived.Id, archived.TraceParent).Delivery;
        return today with
        {
            Topic = archived.Topic,
            IdempotencyKey = archived.IdempotencyKey,
            Checksum = archived.Checksum,
            Body = [],
            // What says nothing still has nothing to claim.
            Again = new() { Key = today.Events.Count == 0 || today.IdempotencyKey == archived.IdempotencyKey ? null : today.IdempotencyKey },
        };
    }
}
