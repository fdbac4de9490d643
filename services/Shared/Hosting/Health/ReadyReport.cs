using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CreatorFlow.Hosting.Health;

/// <summary>Says which check keeps a service from being ready; the reason stays in its log.</summary>
internal static class ReadyReport
{
    public static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        status = Name(report.Status),
        checks = report.Entries.ToDictionary(check => check.Key, check => Name(check.Value.Status), StringComparer.Ordinal),
    });

    private static string Name(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "ready",
        HealthStatus.Degraded => "degraded",
        _ => "not_ready",
    };
}
