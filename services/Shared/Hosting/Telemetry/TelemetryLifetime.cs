using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace CreatorFlow.Hosting.Telemetry;

/// <summary>Starts the providers with the host and flushes them when it stops; the package that usually does so is not on the build feed.</summary>
internal sealed class TelemetryLifetime(TracerProvider tracer, MeterProvider meter) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        tracer.ForceFlush(2_000);
        meter.ForceFlush(2_000);
        return Task.CompletedTask;
    }
}
