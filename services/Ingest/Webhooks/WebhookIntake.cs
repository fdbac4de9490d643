using System.Diagnostics;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Ingest.Publishing;

namespace CreatorFlow.Ingest.Webhooks;

/// <summary>What is done with a webhook of a known connection: verify, read, ask whether it is done already, publish, answer.</summary>
internal sealed class WebhookIntake(FinishedDeliveries finished, DeliveryPublisher publisher, IngestMeter meter)
{
    public async Task<IResult> TakeAsync(IWebhookSource source, Connection connection, WebhookRequest request, HttpResponse response)
    {
        var verdict = source.Verify(request, connection);
        if (verdict != SignatureVerdict.Genuine)
        {
            meter.Refused(source.Platform, verdict);
            return WebhookAnswers.Refused(verdict);
        }
        var receipt = WebhookReading.Read(source, connection, request, Guid.CreateVersion7(request.ReceivedAt).ToString("N"), Activity.Current?.Id);
        var duplicate = await finished.ContainsAsync(receipt.Delivery);
        var outcome = duplicate ? PublishOutcome.Duplicate : await publisher.PublishAsync(receipt.Delivery);
        meter.Received(receipt.Delivery, outcome);
        return outcome == PublishOutcome.Unavailable
            ? WebhookAnswers.Unavailable(response)
            : WebhookAnswers.Kept(receipt, source.Answers, duplicate);
    }
}
