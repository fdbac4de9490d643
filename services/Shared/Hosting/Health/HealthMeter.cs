using System.Diagnostics.Metrics;
using CreatorFlow.Hosting.Telemetry;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace CreatorFlow.Hosting.Health;

/// <summary>
/// The service's health, looked at every second, as metrics: <c>service.ready</c>, <c>dependency.up</c>, and <c>recovery.time</c>, which is how long it
/// took the process to be ready, from its start or from when it last was not. Each change is a line in the log. Thread-safe.
/// </summary>
internal sealed partial class HealthMeter : IHealthCheckPublisher
{
    /// <summary>Between two looks.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly TimeProvider clock;
    private readonly ILogger<HealthMeter> logger;
    private readonly Lock gate = new();
    private HealthReport? last;
    private DateTimeOffset? notReadySince;
    private double? recovered;

    /// <param name="signals">Have the meter.</param>
    /// <param name="clock">Tells how long.</param>
    /// <param name="startedAt">When the process began.</param>
    /// <param name="logger">Is told of changes.</param>
    public HealthMeter(Signals signals, TimeProvider clock, DateTimeOffset startedAt, ILogger<HealthMeter> logger)
    {
        (this.clock, notReadySince, this.logger) = (clock, startedAt, logger);
        signals.Meter.CreateObservableGauge("service.ready", Ready, "{service}", "1: it does its work; 0: it cannot.");
        signals.Meter.CreateObservableGauge("dependency.up", Dependencies, "{server}", "1: the server is reached; 0: it is away.");
        signals.Meter.CreateObservableGauge("recovery.time", Recovered, "s", "From the start, or from when it was last not ready, until it was.");
    }

    /// <summary>As it was found at most a moment before; null until it was looked at.</summary>
    public HealthReport? Last
    {
        get { lock (gate) return last; }
    }

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            if (!IsReady(report)) notReadySince ??= now;
            else if (notReadySince is { } since) (recovered, notReadySince) = ((now - since).TotalSeconds, null);
            if (last is null || WordsOf(last) != WordsOf(report)) Say(report);
            last = report;
        }
        return Task.CompletedTask;
    }

    private void Say(HealthReport report)
    {
        if (report.Entries.Values.All(e => e.Status == HealthStatus.Healthy || e.Tags.Contains(HealthTags.Lag))) Stands(logger, WordsOf(report));
        else StandsBadly(logger, WordsOf(report));
    }

    private static string WordsOf(HealthReport report) =>
        string.Join(", ", report.Entries.Where(e => e.Value.Status != HealthStatus.Healthy && !e.Value.Tags.Contains(HealthTags.Lag)).Select(e => e.Key).Prepend(IsReady(report) ? "ready" : "not ready"));

    /// <summary>Being behind is no reason not to be sent work.</summary>
    private static bool IsReady(HealthReport report) => ReadyReport.StatusOf(report) != ReadyReport.Name(HealthStatus.Unhealthy);

    private IReadOnlyList<Measurement<int>> Ready()
    {
        lock (gate) return last is null ? [] : [new(IsReady(last) ? 1 : 0)];
    }

    private IReadOnlyList<Measurement<double>> Recovered()
    {
        lock (gate) return recovered is { } seconds ? [new(seconds)] : [];
    }

    private IReadOnlyList<Measurement<int>> Dependencies()
    {
        lock (gate)
        {
            return last is null ? [] : [.. last.Entries.Where(e => e.Value.Tags.Contains(HealthTags.Dependency))
                .Select(e => new Measurement<int>(e.Value.Status == HealthStatus.Healthy ? 1 : 0, new KeyValuePair<string, object?>("dependency", e.Key)))];
        }
    }

    [LoggerMessage(1305, LogLevel.Information, "The service is {Health}")]
    private static partial void Stands(ILogger logger, string health);

    [LoggerMessage(1306, LogLevel.Warning, "The service is {Health}")]
    private static partial void StandsBadly(ILogger logger, string health);
}
