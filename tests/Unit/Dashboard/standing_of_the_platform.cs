using CreatorFlow.Dashboard.Operating;
using CreatorFlow.Hosting.Reports;
using CreatorFlow.Hosting.Telemetry;

namespace CreatorFlow.Tests.Unit.Dashboard;

public sealed class Standing_of_the_platform
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_services_that_are_well_no_rule_holds() => Assert.Empty(Holding(Everything()));

    [Fact]
    public void A_service_that_was_silent_for_ten_seconds_or_said_good_bye_is_down()
    {
        Assert.Equal(["service_down adapters"], Holding([.. Everything().Where(h => h.Report.Service != "adapters"), new(Report("adapters"), TimeSpan.FromSeconds(11))]));
        Assert.Equal(["service_down ingest"], Holding([.. Everything().Where(h => h.Report.Service != "ingest"), new(Report("ingest") with { Status = "stopped" }, TimeSpan.Zero)]));
    }

    [Theory]
    [InlineData("inventory", 5_000, false)]
    [InlineData("inventory", 10_000, true)]
    [InlineData("order", 30_000, false)]
    [InlineData("order", 60_000, true)]
    [InlineData("cross_platform", 10_000, false)]
    [InlineData("cross_platform", 20_000, true)]
    public void Each_kind_is_slow_beyond_its_own_promise(string kind, double bound, bool slow)
    {
        var counts = new long[Signals.LatencyBounds.Count + 1];
        counts[Signals.LatencyBounds.ToList().IndexOf(bound)] = 100;
        var found = Holding([.. Everything(), Heard(Report("projection") with { Growths = [new(Signals.Latency, Tags("kind", kind), counts, counts, counts)] })]);
        Assert.Equal(slow ? [$"high_sync_latency {kind}"] : [], found);
    }

    [Fact]
    public void Processes_of_one_service_are_added_up_before_they_are_judged()
    {
        var taken = Growth("sync.pushes", 90, ("platform", "shopify"), ("result", "taken"));
        var refused = Growth("sync.pushes", 10, ("platform", "shopify"), ("result", "refused"));
        Assert.Empty(Holding([.. Everything(), Heard(Report("adapters") with { Growths = [taken] }), Heard(Report("adapters") with { Growths = [refused] })]));
        Assert.Equal(["sync_failure shopify"], Holding([.. Everything(), Heard(Report("adapters") with { Growths = [taken] }), Heard(Report("adapters") with { Growths = [refused, refused] })]));
    }

    [Theory]
    [InlineData("Published", "pipeline_stalled ")]
    [InlineData("Spooled", "pipeline_stalled ")]
    [InlineData("Duplicate", null)]
    [InlineData("Unavailable", "webhooks_unavailable ")]
    public void Webhooks_that_were_taken_and_are_not_recorded_are_a_stalled_pipeline_and_those_that_were_not_taken_another_matter(string outcome, string? rule)
    {
        var found = Holding([.. Everything(), Heard(Report("ingest") with { Growths = [Growth("ingest.deliveries", 5, ("platform", "shopify"), ("outcome", outcome))] })]);
        Assert.Equal(rule is null ? [] : [rule], found);
    }

    [Fact]
    public void A_server_that_one_process_does_not_reach_is_away_and_a_service_of_which_one_process_is_ready_is_ready()
    {
        var (cut, not) = (Report("ingest") with { Dependencies = new Dictionary<string, bool> { ["broker"] = false, ["redis"] = true } }, Report("ingest") with { Status = "not_ready" });
        Assert.Equal(["dependency_away broker"], Holding([.. Everything(), Heard(cut)]));
        Assert.Empty(Holding([.. Everything(), Heard(not)]));
        Assert.Equal(["service_not_ready ingest"], Holding([.. Everything().Where(h => h.Report.Service != "ingest"), Heard(not), Heard(not)]));
    }

    [Theory]
    [InlineData(2, 1, true)] // on trial it is not told either
    [InlineData(2, 0, false)]
    public void A_channel_is_left_alone_that_no_replica_tells(double one, double other, bool alone)
    {
        ServiceReport Adapters(double state) => Report("adapters") with { Figures = [new("breaker.state", new Dictionary<string, string> { ["connection"] = "c1", ["platform"] = "shopify" }, state)] };
        Assert.Equal(alone ? ["channel_left_alone c1"] : [], Holding([.. Everything(), Heard(Adapters(one)), Heard(Adapters(other))]));
    }

    [Theory]
    [InlineData("queue_age spool", "queue.age", 121, "queue", "spool")]
    [InlineData("events_parked ", "queue.depth", 1, "queue", "parked")]
    [InlineData("inventory_drift ", "data.consistency_score", 0.99, "", "")]
    [InlineData("log_not_whole ", "events.lost", 1, "", "")]
    [InlineData("feed_lag ", "feed.lag", 6, "", "")]
    public void A_gauge_beyond_its_threshold_is_found(string rule, string gauge, double value, string tag, string of)
    {
        Assert.Equal([rule], Holding([.. Everything(), Heard(Report("projection") with { Figures = [new(gauge, tag.Length == 0 ? new Dictionary<string, string>() : Tags(tag, of), value)] })]));
    }

    [Fact]
    public void Quantiles_are_reckoned_as_Prometheus_does()
    {
        var counts = new long[Signals.LatencyBounds.Count + 1];
        counts[Signals.LatencyBounds.ToList().IndexOf(10_000)] = 60; // 5,000 to 10,000
        Assert.Equal(9_750, Readings.Quantile(counts, 0.95), 3); // as in alerts.test.yml
        counts[^1] = 1_000;
        Assert.Equal(120_000, Readings.Quantile(counts, 0.95));
    }

    [Fact]
    public void A_counters_growth_is_that_of_the_span_asked_for()
    {
        var series = new Series(1);
        for (var minute = 0; minute <= 30; minute++)
        {
            series.Remember(Now.AddMinutes(minute));
            series.Add(0, 10);
        }
        Assert.Equal(50, series.Since(Now.AddMinutes(26))[0]);
        Assert.Equal(150, series.Since(Now.AddMinutes(16))[0]);
    }

    [Fact]
    public void A_pool_kept_apart_for_one_connection_does_not_count()
    {
        Figure Connections(string name, string pool, double value) =>
            new($"db.client.connection.{name}", new Dictionary<string, string> { ["db.client.connection.pool.name"] = pool, ["db.client.connection.state"] = "used" }, value);
        var readings = new Readings([Heard(Report("ingest") with
        {
            Figures = [Connections("count", "postgres", 4), Connections("max", "postgres", 8), Connections("count", "spool-looks", 1), Connections("max", "spool-looks", 1)],
        })]);
        Assert.Equal([("ingest", 0.5)], AlertRules.PoolUse(readings));
    }

    [Fact]
    public void Nobody_sees_another_creators_connection()
    {
        Figure Breaker(string connection, double state) => new("breaker.state", new Dictionary<string, string> { ["connection"] = connection, ["platform"] = "shopify" }, state);
        var state = new OpsState(Now, new Readings([.. Everything(), Heard(Report("adapters") with { Figures = [Breaker("mine", 0), Breaker("theirs", 2)] })]), []);
        var shown = OpsView.Of(state, new Dictionary<string, string> { ["mine"] = "My shop" });
        Assert.Equal([new OpsChannel("mine", "My shop", "shopify", "closed")], shown.Channels);
        Assert.Equal(1, shown.OtherChannelsLeftAlone);
        Assert.DoesNotContain("theirs", System.Text.Json.JsonSerializer.Serialize(shown), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_Redis_nothing_is_claimed()
    {
        var shown = OpsView.Of(new(Now, null, []), new Dictionary<string, string>());
        Assert.Equal("unknown", shown.Standing);
        Assert.All(shown.Services, s => Assert.Equal("unknown", s.Status));
        Assert.All(shown.Dependencies, d => Assert.Equal("unknown", d.Status));
    }

    private static IEnumerable<string> Holding(IReadOnlyList<HeardReport> heard)
    {
        var readings = new Readings(heard);
        return [.. AlertRules.All.SelectMany(r => r.Holds(readings, r).Select(h => $"{r.Name} {h.Subject}"))];
    }

    private static List<HeardReport> Everything() => [.. Readings.Services.Select(s => Heard(Report(s)))];

    private static HeardReport Heard(ServiceReport report) => new(report, TimeSpan.FromSeconds(1));

    private static ServiceReport Report(string service) => new()
    {
        Service = service, Instance = "1", StartedAt = Now, Status = "ready", Checks = new Dictionary<string, string>(), Dependencies = new Dictionary<string, bool>(),
        Pressure = [], Behind = [], Figures = [], Growths = [],
    };

    private static Growth Growth(string name, long by, params (string Name, string Value)[] tags) =>
        new(name, tags.ToDictionary(t => t.Name, t => t.Value), [by], [by], [by]);

    private static Dictionary<string, string> Tags(string name, string value) => new() { [name] = value };
}
