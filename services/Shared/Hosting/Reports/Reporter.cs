using CreatorFlow.Hosting.Health;
using CreatorFlow.Hosting.Telemetry;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace CreatorFlow.Hosting.Reports;

/// <summary>Says every two seconds how this process was found to stand, and once more when it ends in good order.</summary>
internal sealed class Reporter(HealthMeter health, FigureRecorder figures, ReportStore store, Signals signals, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);
    private readonly string instance = $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.CreateVersion7():n}";
    private readonly DateTimeOffset startedAt = clock.GetUtcNow();

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await store.TellAsync(Report(new(new Dictionary<string, HealthReportEntry>(), TimeSpan.Zero)) with { Status = "stopped" });
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            if (health.Last is { } report) await store.TellAsync(Report(report));
    }

    private ServiceReport Report(HealthReport report) => new()
    {
        Service = signals.Service, Instance = instance, StartedAt = startedAt,
        Status = ReadyReport.StatusOf(report),
        Checks = report.Entries.Where(e => !e.Value.Tags.Contains(HealthTags.Pressure)).ToDictionary(e => e.Key, e => ReadyReport.Name(e.Value.Status)),
        Dependencies = report.Entries.Where(e => e.Value.Tags.Contains(HealthTags.Dependency)).ToDictionary(e => e.Key, e => e.Value.Status == HealthStatus.Healthy),
        Pressure = ReadyReport.PressureOf(report),
        Behind = [.. report.Entries.Values.Where(e => e.Tags.Contains(HealthTags.Lag)).SelectMany(e => e.Data.Keys)],
        Figures = figures.Read(), Growths = figures.Grown(),
    };
}
