using System.Diagnostics.Metrics;
using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Contracts.Inventory;
using CreatorFlow.EventStore;
using CreatorFlow.Hosting.Reports;
using CreatorFlow.Hosting.Telemetry;
using CreatorFlow.Projection.Deliveries;

namespace CreatorFlow.Projection.Recording;

/// <summary>What Projection counts once it is committed. Thread-safe.</summary>
internal sealed class RecordingMeter
{
    private const string Conflict = "sync.conflict_detected";
    private readonly Histogram<double> latency;
    private readonly Histogram<int> batch;
    private readonly Counter<long> events;
    private readonly Counter<long> deliveries;
    private readonly Counter<long> conflicts;
    private readonly Counter<long> parked;
    private readonly RecentShare decidedAlone;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private (long At, long Events) looked;
    private long recorded;

    public RecordingMeter(Signals signals, TimeProvider clock)
    {
        var meter = signals.Meter;
        (this.clock, looked, decidedAlone) = (clock, (clock.GetTimestamp(), 0), new(clock));
        latency = meter.CreateHistogram<double>(Signals.Latency, "ms", "From the receipt of a delivery to its read models, by kind.");
        batch = meter.CreateHistogram<int>("batch.efficiency", "{delivery}", "Deliveries in one transaction.");
        events = meter.CreateCounter<long>("events.recorded", "{event}", "Events appended to the log.");
        deliveries = meter.CreateCounter<long>("deliveries.concluded", "{delivery}", "Deliveries by platform and what became of them.");
        conflicts = meter.CreateCounter<long>("conflicts.detected", "{conflict}", "Conflicts that were decided, by whether a person's look is wanted.");
        parked = meter.CreateCounter<long>("events.parked", "{event}", "Events set aside by reason.");
        // Prometheus sees how much a counter grew only from a value that it has seen: else the first delivery that is quarantined alerts nobody.
        foreach (var platform in Platforms.Senders) deliveries.Add(0, new("platform", platform), new("outcome", Outcomes.Quarantined));
        meter.CreateObservableGauge("conflict.resolution_rate", () => decidedAlone.Value is { } share ? [new Measurement<double>(share)] : Array.Empty<Measurement<double>>(), "1",
            "Conflicts of the last quarter of an hour that the rules settled, among all; the others stand until a person has looked.");
        meter.CreateObservableGauge("events.per_second", PerSecond, "{event}/s", "Events appended a second since this was read last.");
    }

    /// <summary>A batch is committed.</summary>
    public void Committed(BatchBooks books)
    {
        var now = clock.GetUtcNow();
        batch.Record(books.Fates.Count);
        foreach (var fate in books.Fates) Concluded(fate, now);
        var appended = books.Ledger.Stocks.Values.Sum(d => d.Events.Count) + books.Ledger.Orders.Values.Sum(d => d.Events.Count) + books.Ledger.Settings.Values.Sum(d => d.Events.Count)
            + books.Ledger.Sessions.Values.Sum(d => d.Events.Count);
        events.Add(appended);
        Interlocked.Add(ref recorded, appended);
        foreach (var stock in books.Ledger.Stocks.Values)
            foreach (var happened in stock.Events)
                if (happened.Type == Conflict) Decided(happened, books, now);
        foreach (var reason in books.Parked.GroupBy(p => p.Reason)) parked.Add(reason.Count(), new KeyValuePair<string, object?>("reason", reason.Key));
    }

    private void Decided(NewEvent conflict, BatchBooks books, DateTimeOffset now)
    {
        var review = CanonicalJson.Deserialize<ConflictDetected>(conflict.Data).Status == "review";
        conflicts.Add(1, new KeyValuePair<string, object?>("status", review ? "review" : "resolved"));
        decidedAlone.Count(!review);
        if (books.Fates.Find(f => f.Delivery.Id == conflict.CausationId) is { Delivery: { Again: null } by }) Took(by, "conflict_resolution", now);
    }

    private void Concluded(DeliveryFate fate, DateTimeOffset now)
    {
        deliveries.Add(1, new("platform", fate.Delivery.Platform), new("outcome", fate.Outcome));
        // Read again, or kept by the broker for long, it says nothing of how fast we are; a duplicate changed nothing.
        if (fate.Outcome == Outcomes.Applied && fate.Delivery.Again is null)
            Took(fate.Delivery, KindOf(fate.Delivery), now);
    }

    private void Took(Delivery delivery, string kind, DateTimeOffset now) => latency.Record((now - delivery.ReceivedAt).TotalMilliseconds, new KeyValuePair<string, object?>("kind", kind));

    private static string KindOf(Delivery delivery) =>
        delivery.Events.Any(e => e is OrderPlaced or OrderChanged or OrderDispatched or OrderArrived or OrderLinesCancelled or OrderCalledOff) ? "order" : "inventory";

    private double PerSecond()
    {
        lock (gate)
        {
            var (now, total) = (clock.GetTimestamp(), Interlocked.Read(ref recorded));
            var seconds = clock.GetElapsedTime(looked.At, now).TotalSeconds;
            var rate = seconds <= 0 ? 0 : (total - looked.Events) / seconds;
            looked = (now, total);
            return rate;
        }
    }
}
