namespace CreatorFlow.Dashboard.Operating;

/// <summary>Puts together what the page shows. Pure.</summary>
internal static class OpsView
{
    private static readonly string[] Servers = ["database", "broker", "redis"];
    private static readonly string[] BestFirst = ["ready", "degraded", "behind", "not_ready"];
    // The gateway reports where it has Redis.
    private static readonly string[] Shown = ["gateway", .. Readings.Services];
    private static readonly string[] Breakers = ["closed", "trying", "open"];

    /// <param name="state">Of the last look.</param>
    /// <param name="own">The creator's connections with their names: other creators' are counted alone.</param>
    public static OpsShown Of(OpsState state, IReadOnlyDictionary<string, string> own)
    {
        var now = state.Readings ?? new Readings([]);
        var breakers = now.Breakers().ToList();
        return new(state.At, Standing(state), state.Alerts, Services(state), [.. Servers.Select(s => Server(s, now))], [.. Queues(now)],
            [.. now.Latencies().Select(l => new OpsLatency(l.Kind, l.P50, l.P95, AlertRules.Promised.TryGetValue(l.Kind, out var most) ? most : null, l.Count))],
            [.. breakers.Where(b => own.ContainsKey(b.Tags["connection"])).Select(b => new OpsChannel(b.Tags["connection"], own[b.Tags["connection"]], b.Tags["platform"], Breakers[(int)b.Value])).OrderBy(c => c.Name, StringComparer.Ordinal)],
            breakers.Count(b => (int)b.Value == 2 && !own.ContainsKey(b.Tags["connection"])),
            new(Whole(now, "events.checked"), Whole(now, "events.lost"), Whole(now, "events.duplicated"), Whole(now, "events.disordered")), Figures(now));
    }

    private static string Standing(OpsState state) => state.Readings is null ? "unknown"
        : state.Alerts.Where(a => a.State == "firing").Select(a => a.Severity).Order(StringComparer.Ordinal).FirstOrDefault() ?? "well";

    private static IReadOnlyList<OpsService> Services(OpsState state)
    {
        var live = (state.Readings?.Live ?? []).ToLookup(h => h.Report.Service, h => h.Report);
        return [.. Shown.Where(name => name != "gateway" || live.Contains(name)).Select(name => new OpsService(
            name,
            state.Readings is null ? "unknown" : live[name].Select(r => r.Status).MinBy(s => Array.IndexOf(BestFirst, s)) ?? "silent",
            [.. live[name].OrderBy(r => r.StartedAt).Select(r => new OpsProcess(
                r.StartedAt, r.Status, [.. r.Checks.Where(c => c.Value != "ready" && c.Key != "caughtup").Select(c => c.Key)], r.Behind, r.Pressure))]))];
    }

    private static OpsDependency Server(string name, Readings now)
    {
        var reached = now.Live.Where(h => h.Report.Dependencies.ContainsKey(name)).Select(h => h.Report.Dependencies[name]).ToList();
        return new(name, reached.Count == 0 ? "unknown" : reached.TrueForAll(r => r) ? "up" : reached.Exists(r => r) ? "partly" : "away");
    }

    private static IEnumerable<OpsQueue> Queues(Readings now)
    {
        var (ages, behind) = (now.Highest("queue.age", "queue"), now.Live.SelectMany(h => h.Report.Behind).ToHashSet(StringComparer.Ordinal));
        return now.Highest("queue.depth", "queue").OrderBy(q => q.Key, StringComparer.Ordinal)
            .Select(q => new OpsQueue(q.Key, (long)q.Value, Math.Round(ages.GetValueOrDefault(q.Key), 1), behind.Contains(q.Key)));
    }

    private static OpsFigures Figures(Readings now) => new(
        now.Highest("feed.lag"), (long)now.Figures("syncs.concurrent").Sum(f => f.Value), (long)now.Highest("queue.depth", "queue").GetValueOrDefault("parked"),
        now.Grown("deliveries.concluded", 15, "outcome").GetValueOrDefault("quarantined"), AlertRules.PoolUse(now).Select(p => (double?)p.Used).Max());

    private static long Whole(Readings now, string name) => (long)(now.Highest(name) ?? 0);
}
