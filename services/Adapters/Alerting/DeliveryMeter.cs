using System.Diagnostics.Metrics;
using CreatorFlow.Hosting.Telemetry;

namespace CreatorFlow.Adapters.Alerting;

/// <summary>Counts attempts at webhooks for alerts. Thread-safe.</summary>
internal sealed class DeliveryMeter(Signals signals)
{
    private readonly Counter<long> attempts = signals.Meter.CreateCounter<long>("alerts.deliveries", "{attempt}", "Attempts at creators' webhooks by outcome and failure.");

    /// <param name="outcome"><c>delivered</c>, <c>later</c> or <c>dead</c>.</param>
    /// <param name="failure">A stable code, or null.</param>
    public void Attempted(string outcome, string? failure) => attempts.Add(1, new("outcome", outcome), new("failure", failure ?? ""));
}
