using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using CreatorFlow.Hosting.Telemetry;

namespace CreatorFlow.Hosting.Reports;

/// <summary>Listens to the platform's own instruments and the pool's, for the report; what Prometheus reads is not touched by it. Thread-safe.</summary>
internal sealed class FigureRecorder : IDisposable
{
    // What alerts are decided by; everything else of the meters is for Prometheus alone.
    private static readonly ImmutableHashSet<string> Counted = ["ingest.deliveries", "ingest.refused", "deliveries.concluded", "sync.pushes"];
    private static readonly ImmutableHashSet<string> Gauged =
    [
        "queue.depth", "queue.age", "data.consistency_score", "feed.lag", "syncs.concurrent", "breaker.state", "events.checked", "events.lost", "events.duplicated", "events.disordered",
        "db.client.connection.count", "db.client.connection.max",
    ];

    private readonly Dictionary<string, (string Name, Dictionary<string, string> Tags, Series Series)> series = new(StringComparer.Ordinal);
    private readonly Signals signals;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private readonly MeterListener listener = new();
    private List<Figure>? reading;

    public FigureRecorder(Signals signals, TimeProvider clock)
    {
        (this.signals, this.clock) = (signals, clock);
        listener.InstrumentPublished = Enable;
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.Start();
    }

    public void Dispose() => listener.Dispose();

    /// <summary>Gauges as they stand.</summary>
    public IReadOnlyList<Figure> Read()
    {
        lock (gate)
        {
            var read = reading = [];
            try
            {
                listener.RecordObservableInstruments();
            }
            catch (AggregateException)
            {
                // An instrument that cannot be read now is missing from this report; it must not end the service.
            }
            reading = null;
            return read;
        }
    }

    /// <summary>What was counted of late.</summary>
    public IReadOnlyList<Growth> Grown()
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            foreach (var one in series.Values) one.Series.Remember(now);
            return [.. series.Values.Select(s => new Growth(s.Name, s.Tags, s.Series.Since(now.AddMinutes(-5)), s.Series.Since(now.AddMinutes(-10)), s.Series.Since(now.AddMinutes(-15))))];
        }
    }

    private void Enable(Instrument instrument, MeterListener to)
    {
        var ours = ReferenceEquals(instrument.Meter, signals.Meter);
        if ((ours && (Counted.Contains(instrument.Name) || Gauged.Contains(instrument.Name) || instrument.Name == Signals.Latency))
            || (instrument.Meter.Name == "Npgsql" && Gauged.Contains(instrument.Name))) to.EnableMeasurementEvents(instrument);
    }

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (gate)
        {
            if (Gauged.Contains(instrument.Name)) reading?.Add(new(instrument.Name, Named(tags), value));
            else if (instrument.Name == Signals.Latency) SeriesOf(instrument, tags, Signals.LatencyBounds.Count + 1).Add(BucketOf(value), 1);
            else SeriesOf(instrument, tags, 1).Add(0, (long)value);
        }
    }

    private Series SeriesOf(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags, int buckets)
    {
        var key = instrument.Name;
        foreach (var (name, value) in tags) key = $"{key}|{name}={value}";
        if (!series.TryGetValue(key, out var known)) series[key] = known = (instrument.Name, Named(tags), new Series(buckets));
        return known.Series;
    }

    private static int BucketOf(double milliseconds)
    {
        var bucket = 0;
        while (bucket < Signals.LatencyBounds.Count && milliseconds > Signals.LatencyBounds[bucket]) bucket++;
        return bucket;
    }

    private static Dictionary<string, string> Named(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var named = new Dictionary<string, string>(tags.Length, StringComparer.Ordinal);
        foreach (var (name, value) in tags) named[name] = value?.ToString() ?? "";
        return named;
    }
}
