using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Ingest.Connections;
using CreatorFlow.Ingest.Publishing;
using CreatorFlow.Ingest.Webhooks;

namespace CreatorFlow.Ingest.Replaying;

/// <summary>Sends archived deliveries to their partitions again, as today's translators read them. Thread-safe.</summary>
internal sealed class DeliveryReplay(WebhookSources sources, ConnectionDirectory connections, DeliveryPublisher publisher)
{
    /// <returns>One answer each, in their order; returned when all that is sent is safe. They stay in their order on the way.</returns>
    public async Task<IReadOnlyList<ReplayedDelivery>> SendAsync(IReadOnlyList<Delivery> archived, CancellationToken cancellation)
    {
        var sent = new List<Task<ReplayedDelivery>>(archived.Count);
        foreach (var delivery in archived)
        {
            var (today, code) = await ReadAsync(delivery, cancellation);
            sent.Add(today is null ? Task.FromResult(new ReplayedDelivery(delivery.Id, code)) : PublishAsync(today));
        }
        return await Task.WhenAll(sent);
    }

    private async ValueTask<(Delivery? Today, string? Code)> ReadAsync(Delivery archived, CancellationToken cancellation)
    {
        if (sources.Find(archived.Platform) is not { } source || !DeliveryKey.IsWebhook(archived)) return (null, "delivery.not_a_webhook");
        var lookup = await connections.FindAsync(archived.ConnectionId, cancellation);
        if (lookup.CannotSay) return (null, "ingest.unavailable");
        return lookup.Connection is { } connection && connection.CreatorId == archived.CreatorId && connection.Platform == archived.Platform
            ? (RereadDelivery.Read(source, connection, archived), null)
            : (null, "connection.unknown");
    }

    /// <summary>Past what Redis remembers as done: that a delivery came is no reason not to read it again.</summary>
    private async Task<ReplayedDelivery> PublishAsync(Delivery today) =>
        new(today.Id, await publisher.PublishAsync(today) == PublishOutcome.Unavailable ? "ingest.unavailable" : null);
}
