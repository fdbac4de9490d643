using CreatorFlow.Hosting.Telemetry;
using Microsoft.Extensions.Configuration;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// Metrics for whoever scrapes <c>/metrics</c>; traces and metrics over OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set, and nothing
/// leaves the process by itself otherwise.
/// </summary>
internal static class TelemetryRegistration
{
    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration, string service)
    {
        var (resource, collected) = (ResourceBuilder.CreateDefault().AddService(service), !string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]));
        services.AddSingleton(new Signals(service));
        services.AddSingleton(_ => Metrics(resource, collected));
        if (collected) services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource)
            .AddSource(Signals.Name, "Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "MassTransit")
            .AddProcessor(new HiddenLinks()).AddOtlpExporter().Build());
        services.AddHostedService<TelemetryLifetime>();
    }

    private static MeterProvider Metrics(ResourceBuilder resource, bool collected)
    {
        var metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
            .AddMeter(Signals.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "Npgsql", "MassTransit")
            .AddRuntimeInstrumentation().AddPrometheusExporter();
        return (collected ? metrics.AddOtlpExporter() : metrics).Build();
    }
}
