using System.Diagnostics.Metrics;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Telemetry;
using CreatorFlow.Ingest.Webhooks;

namespace CreatorFlow.Ingest.Publishing;

/// <summary>What Ingest counts. Thread-safe.</summary>
internal sealed class IngestMeter(Signals signals)
{
    private readonly Counter<long> received = signals.Meter.CreateCounter<long>("ingest.deliveries", "{delivery}", "Verified deliveries by platform and outcome.");
    private readonly Counter<long> refused = signals.Meter.CreateCounter<long>("ingest.refused", "{request}", "Requests refused for their signature.");
    private readonly Histogram<int> batch = signals.Meter.CreateHistogram<int>("batch.efficiency", "{delivery}", "Deliveries in one confirmed message.");

    public void Received(Delivery delivery, PublishOutcome outcome)
    {
        if (!received.Enabled) return;
        received.Add(1, new("platform", delivery.Platform), new("outcome", outcome.ToString()), new("quarantined", delivery.Quarantined is not null));
    }

    public void Refused(string platform, SignatureVerdict verdict) => refused.Add(1, new("platform", platform), new("verdict", verdict.ToString()));

    public void Published(int deliveries) => batch.Record(deliveries);
}
