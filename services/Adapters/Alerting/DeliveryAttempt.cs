using System.Diagnostics;
using CreatorFlow.Alerts;
using CreatorFlow.Hosting.Telemetry;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Adapters.Alerting;

/// <summary>One attempt: a message is posted, and what came of it is written down.</summary>
internal sealed partial class DeliveryAttempt(DeliveryStore store, CallbackPost post, DeliveryMeter meter, Signals signals, IOptions<AlertingOptions> options, ILogger<DeliveryAttempt> logger)
{
    public async Task RunAsync(ClaimedDelivery delivery, CancellationToken stopping)
    {
        // Neither the address nor the body: both are the creator's.
        using var span = signals.Activities.StartActivity("alert.deliver", ActivityKind.Client);
        span?.SetTag(StoredSpan.Creator, delivery.Creator).SetTag("messaging.message.id", delivery.Id).SetTag("alert.type", delivery.Type);
        var answer = await post.SendAsync(delivery, stopping);
        span?.SetTag("http.response.status_code", answer.Status).SetTag("error.type", answer.Failure);
        if (answer.Failure is not null) span?.SetStatus(ActivityStatusCode.Error);
        meter.Attempted(await SettleAsync(delivery, answer), answer.Failure);
    }

    /// <summary>Written though the service stops: the receiver has it.</summary>
    private async Task<string> SettleAsync(ClaimedDelivery delivery, CallbackAnswer answer)
    {
        if (answer.Failure is null)
        {
            await store.DeliveredAsync(delivery, answer, CancellationToken.None);
            return "delivered";
        }
        if (Next(delivery, answer) is { } delay)
        {
            await store.LaterAsync(delivery, answer, delay, CancellationToken.None);
            return "later";
        }
        GivenUp(logger, delivery.Id, delivery.Webhook, answer.Failure);
        if (await store.DeadAsync(delivery, answer, CancellationToken.None)) Disabled(logger, delivery.Webhook, delivery.Creator, answer.Failure);
        return "dead";
    }

    /// <summary>A test is made once: whoever asked for it is looking.</summary>
    private TimeSpan? Next(ClaimedDelivery delivery, CallbackAnswer answer) => delivery.Type == AlertMessage.Test || answer.Failure == CallbackAnswer.Gone
        ? null
        : DeliveryPatience.Next(options.Value.Retries, delivery.Attempts + 1, answer.RetryAfter, Random.Shared.NextDouble());

    [LoggerMessage(5611, LogLevel.Information, "{Message} was not taken by the webhook {Webhook}: {Code}; it is given up")]
    private static partial void GivenUp(ILogger logger, string message, string webhook, string code);

    [LoggerMessage(5612, LogLevel.Warning, "The webhook {Webhook} of {Creator} is told nothing any more: {Code}")]
    private static partial void Disabled(ILogger logger, string webhook, string creator, string code);
}
