using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CreatorFlow.Hosting.Telemetry;

/// <summary>The platform's own activity source and meter. Thread-safe.</summary>
public sealed class Signals(string service) : IDisposable
{
    /// <summary>Name of the source and of the meter.</summary>
    public const string Name = "CreatorFlow";

    /// <summary>The histogram of how long things take, in milliseconds, by <c>kind</c>.</summary>
    public const string Latency = "sync.latency";

    /// <summary>Upper bounds of its buckets, in milliseconds: beyond the longest time that is promised (30 s for an order), or no alert could tell.</summary>
    public static IReadOnlyList<double> LatencyBounds { get; } = [5, 10, 25, 50, 75, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 20_000, 30_000, 60_000, 120_000];

    public string Service { get; } = service;
    public ActivitySource Activities { get; } = new(Name);
    public Meter Meter { get; } = new(Name);

    public void Dispose()
    {
        Activities.Dispose();
        Meter.Dispose();
    }
}
