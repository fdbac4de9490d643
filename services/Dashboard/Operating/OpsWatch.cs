using System.Collections.Immutable;
using CreatorFlow.Hosting.Reports;

namespace CreatorFlow.Dashboard.Operating;

/// <summary>
/// Reads every three seconds what the services report, and decides the alerts by it. Since when a rule holds is this process's own
/// memory, as it is Prometheus's. Thread-safe.
/// </summary>
internal sealed class OpsWatch(ReportStore store, TimeProvider clock) : BackgroundService
{
    /// <summary>Between two looks.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    private ImmutableDictionary<(string Rule, string Subject), DateTimeOffset> since = ImmutableDictionary<(string, string), DateTimeOffset>.Empty;
    private volatile OpsState state = new(DateTimeOffset.MinValue, null, []);

    /// <summary>As it was last seen.</summary>
    public OpsState State => state;

    /// <summary>Looks once; not to be called concurrently.</summary>
    public async Task LookAsync()
    {
        var (heard, now) = (await store.ReadAsync(), clock.GetUtcNow());
        var readings = heard is null ? null : new Readings(heard);
        state = new(now, readings, readings is null ? Unknown() : Decide(readings, now));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        do await LookAsync();
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static IReadOnlyList<OpsAlert> Unknown() => [.. AlertRules.All.Select(r => new OpsAlert(r.Name, "unknown", r.Severity, null, []))];

    private IReadOnlyList<OpsAlert> Decide(Readings readings, DateTimeOffset now)
    {
        var alerts = new List<OpsAlert>();
        var holding = ImmutableDictionary.CreateBuilder<(string, string), DateTimeOffset>();
        foreach (var rule in AlertRules.All)
        {
            var held = rule.Holds(readings, rule).ToList();
            foreach (var (subject, _) in held) holding[(rule.Name, subject)] = since.GetValueOrDefault((rule.Name, subject), now);
            alerts.Add(Shown(rule, [.. held.Select(h => (holding[(rule.Name, h.Subject)], h.Summary))], now));
        }
        since = holding.ToImmutable();
        return [.. alerts.OrderBy(a => a.State switch { "firing" => 0, "pending" => 1, _ => 2 }).ThenBy(a => a.Severity, StringComparer.Ordinal).ThenBy(a => a.Since)];
    }

    private static OpsAlert Shown(AlertRule rule, List<(DateTimeOffset Since, string Summary)> held, DateTimeOffset now)
    {
        if (held.Count == 0) return new(rule.Name, "well", rule.Severity, null, []);
        var first = held.Min(h => h.Since);
        return new(rule.Name, now - first >= rule.For ? "firing" : "pending", rule.Severity, first, [.. held.Select(h => h.Summary).Distinct()]);
    }
}

/// <summary>What was seen at one look; without readings Redis could not be asked.</summary>
internal sealed record OpsState(DateTimeOffset At, Readings? Readings, IReadOnlyList<OpsAlert> Alerts);
