using System.Diagnostics;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Telemetry;
using CreatorFlow.Ingest.Connections;
using CreatorFlow.Ingest.Publishing;

namespace CreatorFlow.Ingest.Webhooks;

/// <summary>What is done with a webhook of a known connection: verify, read, ask whether it is done already, publish, answer.</summary>
internal sealed class WebhookIntake(FinishedDeliveries finished, DeliveryPublisher publisher, SecretUses secretUses, IngestMeter meter, Signals signals)
{
    public async Task<IResult> TakeAsync(IWebhookSource source, Connection connection, WebhookRequest received, HttpContext http)
    {
        if (await source.PrepareAsync(received, connection, http.RequestAborted) is not { } request) return WebhookAnswers.Unavailable(http.Response);
        var verdict = source.Verify(request, connection);
        if (verdict != SignatureVerdict.Genuine)
        {
            meter.Refused(source.Platform, verdict);
            return WebhookAnswers.Refused(verdict);
        }
        secretUses.Note(source, connection, request);
        if (!await source.AgreeAsync(request, connection, http.RequestAborted)) return WebhookAnswers.Unavailable(http.Response);
        var receipts = Read(source, connection, request);
        var outcomes = await KeepAsync(receipts);
        // What was kept of a request answered 503 comes again, and is told by its keys.
        return outcomes.Contains(PublishOutcome.Unavailable)
            ? WebhookAnswers.Unavailable(http.Response)
            : WebhookAnswers.Kept(receipts[0], source.Answers, outcomes[0] == PublishOutcome.Duplicate);
    }

    /// <summary>What a verified request brings.</summary>
    public static IReadOnlyList<WebhookReceipt> Read(IWebhookSource source, Connection connection, WebhookRequest request) =>
        WebhookReading.ReadAll(source, connection, request, () => Guid.CreateVersion7(request.ReceivedAt).ToString("N"), Activity.Current?.Id);

    /// <summary>Publishes all of it.</summary>
    /// <returns>What became of each, in their order.</returns>
    public async Task<PublishOutcome[]> KeepAsync(IReadOnlyList<WebhookReceipt> receipts) =>
        receipts is [var only] ? [await KeepAsync(only.Delivery)] : await Task.WhenAll(receipts.Select(receipt => KeepAsync(receipt.Delivery)));

    private async Task<PublishOutcome> KeepAsync(Delivery delivery)
    {
        using var span = signals.Activities.StartActivity("publish", ActivityKind.Producer);
        span?.SetTag(StoredSpan.Creator, delivery.CreatorId).SetTag(StoredSpan.Delivery, delivery.Id).SetTag("creatorflow.topic", delivery.Topic);
        var outcome = await publisher.PublishAsync(delivery, finished.ContainsAsync(delivery));
        meter.Received(delivery, outcome);
        span?.SetTag("creatorflow.outcome", outcome.ToString());
        if (outcome == PublishOutcome.Unavailable) span?.SetStatus(ActivityStatusCode.Error);
        return outcome;
    }
}
