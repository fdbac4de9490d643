using System.Diagnostics.Metrics;

namespace CreatorFlow.Hosting.Outbound;

/// <summary>Figures that nobody exports: .NET's own have the host in them, and people name as many hosts as they like. Thread-safe.</summary>
internal sealed class UnheardMeters : IMeterFactory
{
    public Meter Create(MeterOptions options) => new($"unheard.{options.Name}", options.Version);

    public void Dispose()
    {
        // A meter lives as long as its handler.
    }
}
