using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace CreatorFlow.Hosting.Telemetry;

/// <summary>Starts the providers with the host and flushes them when it stops.</summary>
/// <param name="meter">Always there.</param>
/// <param name="tracers">One where traces are collected, none otherwise.</param>
internal sealed class TelemetryLifetime(MeterProvider meter, IEnumerable<TracerProvider> tracers) : IHostedService
{
    private readonly TracerProvider[] tracers = [.. tracers];

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var tracer in tracers) tracer.ForceFlush(2_000);
        meter.ForceFlush(2_000);
        return Task.CompletedTask;
    }
}
