using Microsoft.Extensions.Options;

namespace CreatorFlow.Simulator.Sending;

/// <summary>Webhooks a second, as configured or as last commanded. Thread-safe.</summary>
internal sealed class TrafficRate(IOptions<SimulatorOptions> options)
{
    private readonly Lock gate = new();
    private decimal perSecond = options.Value.Rate;

    public decimal PerSecond
    {
        get { lock (gate) return perSecond; }
        set { lock (gate) perSecond = value; }
    }
}
