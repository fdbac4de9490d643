using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CreatorFlow.Hosting.Telemetry;

/// <summary>The platform's own activity source and meter. Thread-safe.</summary>
public sealed class Signals(string service) : IDisposable
{
    /// <summary>Name of the source and of the meter.</summary>
    public const string Name = "CreatorFlow";

    public string Service { get; } = service;
    public ActivitySource Activities { get; } = new(Name);
    public Meter Meter { get; } = new(Name);

    public void Dispose()
    {
        Activities.Dispose();
        Meter.Dispose();
    }
}
