using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CreatorFlow.Hosting.Health;

/// <summary>
/// Says which check keeps a service from being ready, which servers it reaches, whether it holds anybody back and what it is behind
/// with; reasons, addresses and errors stay in its log.
/// </summary>
internal static class ReadyReport
{
    public static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var behind = report.Entries.Values.Where(e => e.Tags.Contains(HealthTags.Lag)).SelectMany(e => e.Data.Values).ToList();
        return context.Response.WriteAsJsonAsync(new
        {
            status = StatusOf(report),
            checks = Of(report, e => !e.Tags.Contains(HealthTags.Lag) && !e.Tags.Contains(HealthTags.Pressure), Name),
            dependencies = Of(report, e => e.Tags.Contains(HealthTags.Dependency), status => status == HealthStatus.Healthy ? "up" : "away"),
            pressure = PressureOf(report),
            behind,
        });
    }

    /// <summary><c>ready</c>, <c>degraded</c>, <c>not_ready</c> or <c>behind</c>.</summary>
    public static string StatusOf(HealthReport report) =>
        report.Status == HealthStatus.Unhealthy && report.Entries.Values.All(e => e.Status != HealthStatus.Unhealthy || e.Tags.Contains(HealthTags.Lag)) ? "behind" : Name(report.Status);

    /// <summary>Stable words for how it holds back who comes to it; none when it does not.</summary>
    public static IReadOnlyList<string> PressureOf(HealthReport report) =>
        [.. report.Entries.Values.Where(e => e.Tags.Contains(HealthTags.Pressure) && e.Status != HealthStatus.Healthy).Select(e => e.Description ?? "held_back")];

    public static string Name(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "ready",
        HealthStatus.Degraded => "degraded",
        _ => "not_ready",
    };

    private static Dictionary<string, string> Of(HealthReport report, Func<HealthReportEntry, bool> which, Func<HealthStatus, string> name) =>
        report.Entries.Where(e => which(e.Value)).ToDictionary(e => e.Key, e => name(e.Value.Status), StringComparer.Ordinal);
}
