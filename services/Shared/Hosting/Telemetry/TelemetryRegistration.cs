using System.Diagnostics;
using CreatorFlow.Hosting.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// Metrics for whoever scrapes <c>/metrics</c>. Where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set traces and metrics go there; otherwise
/// traces go to the <see cref="TraceStore"/> of a service that has Redis, and nothing leaves the process by itself.
/// </summary>
internal static class TelemetryRegistration
{
    // What happened is on the operators' page within a second.
    private const int ExportEveryMs = 500;
    private const int Waiting = 8_192;
    private const int AtOnce = 512;

    private const string Settings = "OTEL_";

    // Events of spans are exceptions with their messages and stacks, which are for the log.
    private const string MostEvents = "OTEL_SPAN_EVENT_COUNT_LIMIT";

    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration, string service)
    {
        TellOpenTelemetry(configuration);
        var (resource, collected) = (ResourceBuilder.CreateDefault().AddService(service), !string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]));
        services.AddOptions<TracingOptions>().BindConfiguration(TracingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(new Signals(service));
        services.AddSingleton(_ => Metrics(resource, collected));
        services.AddSingleton<TraceStore>();
        services.AddSingleton(p => Tail(p, collected ? new OtlpTraceExporter(new OtlpExporterOptions()) : new StoreExporter(p.GetRequiredService<TraceStore>(), service)));
        services.AddSingleton(p => Traces(p, resource));
        services.AddSingleton(p => new TelemetryLifetime(p, collected, p.GetRequiredService<TimeProvider>()));
        services.AddHostedService(p => p.GetRequiredService<TelemetryLifetime>());
    }

    /// <summary>The library reads its settings from the environment alone; ours may be in a file, as secrets are.</summary>
    private static void TellOpenTelemetry(IConfiguration configuration)
    {
        foreach (var (name, value) in configuration.AsEnumerable())
            if (name.StartsWith(Settings, StringComparison.Ordinal) && !string.IsNullOrEmpty(value)) Environment.SetEnvironmentVariable(name, value);
        Environment.SetEnvironmentVariable(MostEvents, "0");
    }

    private static TailSampling Tail(IServiceProvider services, BaseExporter<Activity> exporter) => new(
        new BatchActivityExportProcessor(exporter, Waiting, ExportEveryMs, maxExportBatchSize: AtOnce),
        services.GetRequiredService<IOptions<TracingOptions>>().Value, services.GetRequiredService<TimeProvider>());

    private static TracerProvider Traces(IServiceProvider services, ResourceBuilder resource) => Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource)
        .SetSampler(new TraceSampler(services.GetRequiredService<IOptions<TracingOptions>>().Value, services.GetRequiredService<TimeProvider>()))
        .AddAspNetCoreInstrumentation(http => http.Filter = context => !IsProbe(context.Request.Path))
        .AddSource(Signals.Name, "System.Net.Http", "Npgsql", "MassTransit")
        .AddProcessor(services.GetRequiredService<TailSampling>()).Build();

    private static bool IsProbe(PathString path) => path.StartsWithSegments("/health") || path == "/metrics";

    private static MeterProvider Metrics(ResourceBuilder resource, bool collected)
    {
        var metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
            .AddMeter(Signals.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "Npgsql", "MassTransit")
            .AddView(Signals.Latency, new ExplicitBucketHistogramConfiguration { Boundaries = [.. Signals.LatencyBounds] })
            .AddRuntimeInstrumentation().AddPrometheusExporter();
        return (collected ? metrics.AddOtlpExporter() : metrics).Build();
    }
}
