using CreatorFlow.Hosting.Health;
using CreatorFlow.Hosting.Telemetry;
using CreatorFlow.Testing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Tests.Unit.Hosting;

public sealed class Caught_up
{
    private readonly HandClock clock = new();
    private readonly Backlogs backlogs;

    public Caught_up() => backlogs = new(new Signals("test"), clock);

    [Fact]
    public async Task Nothing_that_waits_is_caught_up() => Assert.Null(await WhyAsync());

    [Fact]
    public async Task So_many_may_wait_and_no_more()
    {
        backlogs.Tell("q", 100, null, lags: true);
        Assert.Null(await WhyAsync());
        backlogs.Tell("q", 101, null, lags: true);
        Assert.Equal("depth", await WhyAsync());
    }

    [Fact]
    public async Task What_waits_grows_older_between_two_looks()
    {
        backlogs.Tell("q", 1, clock.GetUtcNow(), lags: true);
        clock.Now += TimeSpan.FromSeconds(10);
        Assert.Null(await WhyAsync());
        clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal("age", await WhyAsync());
    }

    [Fact]
    public async Task A_queue_that_nobody_could_look_at_may_hold_anything()
    {
        backlogs.Tell("q", 0, null, lags: true);
        clock.Now += TimeSpan.FromSeconds(31);
        Assert.Equal("unseen", await WhyAsync());
    }

    [Fact]
    public async Task What_waits_for_a_person_is_not_lagged_behind()
    {
        backlogs.Tell("parked", 5_000, clock.GetUtcNow().AddDays(-1), lags: false);
        Assert.Null(await WhyAsync());
    }

    private async Task<string?> WhyAsync()
    {
        var check = new CaughtUp(backlogs, Options.Create(new CaughtUpOptions { Items = 100 }), clock);
        var found = await check.CheckHealthAsync(new() { Registration = new("caughtup", check, null, null) });
        return found.Status == HealthStatus.Healthy ? null : Assert.IsType<QueueBehind>(Assert.Single(found.Data.Values)).Why;
    }
}
