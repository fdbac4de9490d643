using System.Diagnostics;
using CreatorFlow.Hosting.Redis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using StackExchange.Redis;

namespace CreatorFlow.Hosting.Telemetry;

/// <summary>Starts the providers with the host, hears of traces that other services keep, and flushes when it stops.</summary>
/// <param name="services">Has the providers.</param>
/// <param name="collected">Traces go to a collector; without one they are made where they can be stored.</param>
/// <param name="clock">For pauses.</param>
internal sealed class TelemetryLifetime(IServiceProvider services, bool collected, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly MeterProvider meter = services.GetRequiredService<MeterProvider>();

    private readonly TracerProvider? tracer = collected || services.GetService<RedisCache>() is not null ? services.GetRequiredService<TracerProvider>() : null;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        tracer?.ForceFlush(2_000);
        meter.ForceFlush(2_000);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (services.GetService<RedisCache>() is null) return;
        var (tail, store) = (services.GetRequiredService<TailSampling>(), services.GetRequiredService<TraceStore>());
        tail.Keeping = trace => _ = store.TellAsync(trace);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await store.ListenAsync(trace => Keep(tail, trace));
                return;
            }
            catch (RedisException)
            {
                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
    }

    private static void Keep(TailSampling tail, string trace)
    {
        if (ActivityContext.TryParse($"00-{trace}-0000000000000001-00", null, out var context)) tail.Keep(context.TraceId);
    }
}
