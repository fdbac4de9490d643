using System.Diagnostics.Metrics;
using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Telemetry;
using CreatorFlow.Ingest.Webhooks;

namespace CreatorFlow.Ingest.Publishing;

/// <summary>What Ingest counts. Thread-safe.</summary>
internal sealed class IngestMeter
{
    private readonly Counter<long> received;
    private readonly Counter<long> refused;
    private readonly Histogram<int> batch;

    public IngestMeter(Signals signals)
    {
        received = signals.Meter.CreateCounter<long>("ingest.deliveries", "{delivery}", "Verified deliveries by platform and outcome.");
        refused = signals.Meter.CreateCounter<long>("ingest.refused", "{request}", "Requests refused for their signature.");
        batch = signals.Meter.CreateHistogram<int>("batch.efficiency", "{delivery}", "Deliveries in one confirmed message.");
        // Prometheus sees how much a counter grew only from a value that it has seen: else the first webhook that is answered 503 alerts nobody.
        foreach (var platform in Platforms.Senders) Count(platform, PublishOutcome.Unavailable, quarantined: false, 0);
    }

    public void Received(Delivery delivery, PublishOutcome outcome)
    {
        if (received.Enabled) Count(delivery.Platform, outcome, delivery.Quarantined is not null, 1);
    }

    public void Refused(string platform, SignatureVerdict verdict) => refused.Add(1, new("platform", platform), new("verdict", verdict.ToString()));

    public void Published(int deliveries) => batch.Record(deliveries);

    private void Count(string platform, PublishOutcome outcome, bool quarantined, long deliveries) =>
        received.Add(deliveries, new("platform", platform), new("outcome", outcome.ToString()), new("quarantined", quarantined));
}
