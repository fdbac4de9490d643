using System.Collections.Immutable;
using System.Globalization;
using CreatorFlow.Hosting;

namespace CreatorFlow.Dashboard.Operating;

/// <summary>One rule of <c>deploy/observability/alerts.yml</c>, decided here by the same numbers: a test compares them.</summary>
/// <param name="Name">The alert's, and its runbook's.</param>
/// <param name="Severity"><c>critical</c> or <c>warning</c>.</param>
/// <param name="For">How long it has to hold before it fires.</param>
/// <param name="Minutes">Over how long counters are looked at; 0 for gauges.</param>
/// <param name="Thresholds">The numbers that are compared with.</param>
/// <param name="Holds">What it holds for now, each with a sentence.</param>
internal sealed record AlertRule(string Name, string Severity, TimeSpan For, int Minutes, ImmutableArray<double> Thresholds, Func<Readings, AlertRule, IEnumerable<(string Subject, string Summary)>> Holds)
{
    public double Threshold => Thresholds[0];
}

/// <summary>Every rule.</summary>
internal static class AlertRules
{
    private const string Critical = "critical";
    private const string Warning = "warning";

    /// <summary>What is promised, in milliseconds at p95.</summary>
    public static readonly ImmutableDictionary<string, double> Promised = new Dictionary<string, double> { ["inventory"] = 5_000, ["order"] = 30_000, ["cross_platform"] = 10_000, ["conflict_resolution"] = 1_000 }.ToImmutableDictionary();

    /// <summary>Queues that nothing should wait in for long.</summary>
    public static readonly ImmutableArray<string> Queues = ["partitions", "spool", "outbox", "pushes", "due_polls"];

    public static readonly ImmutableArray<AlertRule> All =
    [
        new("high_sync_latency", Critical, TimeSpan.FromMinutes(5), 5, [5_000, 30_000, 10_000, 1_000], (now, _) =>
            now.Latencies().Where(l => Promised.TryGetValue(l.Kind, out var most) && l.P95 > most).Select(l => (l.Kind, Text($"{l.Kind} takes {l.P95:0} ms at p95")))),
        new("sync_failure", Critical, TimeSpan.FromMinutes(10), 10, [0.1], FailingChannels),
        new("webhooks_unavailable", Critical, TimeSpan.FromMinutes(1), 5, [0], (now, rule) =>
            now.Grown("ingest.deliveries", rule.Minutes, "outcome").GetValueOrDefault("Unavailable") is var refused && refused > rule.Threshold ? [("", Text($"{refused} genuine webhooks were answered 503 within five minutes"))] : []),
        new("pipeline_stalled", Critical, TimeSpan.FromMinutes(2), 5, [0], (now, rule) =>
            now.Grown("ingest.deliveries", rule.Minutes, "outcome").Where(o => o.Key is "Published" or "Spooled").Sum(o => o.Value) > 0 && now.Grown("deliveries.concluded", rule.Minutes) == 0 ? [("", "Webhooks come in and none is recorded")] : []),
        new("queue_age", Warning, TimeSpan.FromMinutes(2), 0, [120], (now, rule) =>
            now.Highest("queue.age", "queue").Where(q => Queues.Contains(q.Key) && q.Value > rule.Threshold).Select(q => (q.Key, Text($"The first of {q.Key} waits for {q.Value:0} s")))),
        new("events_parked", Warning, TimeSpan.FromMinutes(5), 0, [0], (now, rule) =>
            now.Highest("queue.depth", "queue").GetValueOrDefault("parked") is var parked && parked > rule.Threshold ? [("", Text($"{parked:0} events are parked"))] : []),
        new("deliveries_quarantined", Warning, TimeSpan.Zero, 15, [0], (now, rule) =>
            now.Grown("deliveries.concluded", rule.Minutes, "platform", g => g.Tags.GetValueOrDefault("outcome") == "quarantined").Where(p => p.Value > rule.Threshold).Select(p => (p.Key, $"{p.Key} sent what could not be read"))),
        new("signatures_refused", Warning, TimeSpan.FromMinutes(5), 5, [1], (now, rule) =>
            now.Grown("ingest.refused", rule.Minutes) / (rule.Minutes * 60.0) is var rate && rate > rule.Threshold ? [("", Text($"{rate:0.#} requests a second are refused for their signature"))] : []),
        new("inventory_drift", Warning, TimeSpan.FromMinutes(30), 0, [0.999], (now, rule) =>
            now.Figures("data.consistency_score").Select(f => (double?)f.Value).Min() is { } score && score < rule.Threshold ? [("", Text($"{score:0.0%} of listings show what they should"))] : []),
        new("log_not_whole", Critical, TimeSpan.Zero, 0, [0], (now, rule) =>
            Wrong(now) is var wrong && wrong > rule.Threshold ? [("", Text($"{wrong:0} events of the log are lost, applied twice or out of order"))] : []),
        new("channel_left_alone", Warning, TimeSpan.FromMinutes(10), 0, [0], (now, rule) =>
            now.Breakers().Where(f => f.Value > rule.Threshold).Select(f => (f.Tags["connection"], $"{f.Tags["platform"]} does not answer for one of its connections"))),
        new("feed_lag", Warning, TimeSpan.FromMinutes(1), 0, [5], (now, rule) =>
            now.Highest("feed.lag") is { } lag && lag > rule.Threshold ? [("", Text($"Live pages are {lag:0} s behind"))] : []),
        new("pool_exhausted", Warning, TimeSpan.FromMinutes(5), 0, [0.9], (now, rule) =>
            PoolUse(now).Where(p => p.Used > rule.Threshold).Select(p => (p.Service, Text($"{p.Service} uses {p.Used:0%} of its connections to PostgreSQL")))),
        new("dependency_away", Warning, TimeSpan.FromMinutes(1), 0, [0], (now, _) =>
            now.Live.SelectMany(h => h.Report.Dependencies).Where(d => !d.Value).Select(d => d.Key).Distinct().Select(d => (d, $"The {d} is away"))),
        new("service_not_ready", Critical, TimeSpan.FromMinutes(1), 0, [0], (now, _) =>
            now.Live.GroupBy(h => h.Report.Service, StringComparer.Ordinal).Where(s => s.All(h => h.Report.Status == "not_ready")).Select(s => (s.Key, $"No process of {s.Key} is ready"))),
        new("service_down", Critical, TimeSpan.FromMinutes(1), 0, [0], (now, _) =>
            Readings.Services.Except(now.Live.Select(h => h.Report.Service)).Select(s => (s, $"{s} does not answer"))),
    ];

    /// <summary>Events that must never be: lost, applied twice, or out of order.</summary>
    public static double Wrong(Readings now) => (now.Highest("events.lost") ?? 0) + (now.Highest("events.duplicated") ?? 0) + (now.Highest("events.disordered") ?? 0);

    /// <summary>How much of its pool each process uses. One that is kept apart for a single connection says nothing by being full.</summary>
    public static IEnumerable<(string Service, double Used)> PoolUse(Readings now) =>
        from heard in now.Live
        let pool = heard.Report.Figures.Where(f => f.Tags.GetValueOrDefault("db.client.connection.pool.name") == ServiceDefaults.PoolName).ToList()
        let most = pool.Where(f => f.Name == "db.client.connection.max").Select(f => f.Value).DefaultIfEmpty().Max()
        where most > 0
        select (heard.Report.Service, pool.Where(f => f.Name == "db.client.connection.count" && f.Tags.GetValueOrDefault("db.client.connection.state") == "used").Sum(f => f.Value) / most);

    private static IEnumerable<(string, string)> FailingChannels(Readings now, AlertRule rule)
    {
        var failed = now.Grown("sync.pushes", rule.Minutes, "platform", g => g.Tags.GetValueOrDefault("result") is "refused" or "unavailable");
        foreach (var (platform, all) in now.Grown("sync.pushes", rule.Minutes, "platform"))
            if (all > 0 && (double)failed.GetValueOrDefault(platform) / all is var share && share > rule.Threshold)
                yield return (platform, Text($"{platform} did not take {share:0%} of what it was told"));
    }

    private static string Text(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
