using System.Diagnostics.Metrics;
using CreatorFlow.Hosting.Health;
using CreatorFlow.Hosting.Telemetry;
using CreatorFlow.Testing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;

namespace CreatorFlow.Tests.Unit.Hosting;

public sealed class Measured_health : IDisposable
{
    private readonly Signals signals = new("test");
    private readonly HandClock clock = new();
    private readonly HealthMeter meter;
    private readonly MeterListener listener = new();
    private readonly Dictionary<string, double> told = [];

    public Measured_health()
    {
        meter = new(signals, clock, clock.Now.AddSeconds(-3), NullLogger<HealthMeter>.Instance);
        listener.InstrumentPublished = (instrument, to) => { if (instrument.Meter == signals.Meter) to.EnableMeasurementEvents(instrument); };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => told[tags.Length == 0 ? instrument.Name : $"{instrument.Name} {tags[0].Value}"] = value);
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => told[instrument.Name] = value);
        listener.Start();
    }

    public void Dispose()
    {
        listener.Dispose();
        signals.Dispose();
    }

    [Fact]
    public async Task Recovery_is_from_the_start_and_then_from_when_it_was_last_not_ready()
    {
        await LookAsync(HealthStatus.Unhealthy);
        Assert.Equal((0, 0, false), (told["service.ready"], told["dependency.up database"], told.ContainsKey("recovery.time")));
        clock.Now += TimeSpan.FromSeconds(1);
        await LookAsync(HealthStatus.Healthy);
        Assert.Equal((1, 1, 4), (told["service.ready"], told["dependency.up database"], told["recovery.time"]));
        clock.Now += TimeSpan.FromHours(1);
        await LookAsync(HealthStatus.Unhealthy);
        clock.Now += TimeSpan.FromSeconds(2);
        await LookAsync(HealthStatus.Unhealthy);
        clock.Now += TimeSpan.FromSeconds(5);
        await LookAsync(HealthStatus.Healthy);
        Assert.Equal(7, told["recovery.time"]);
    }

    [Fact]
    public async Task Without_a_server_that_it_can_do_without_and_behind_a_service_is_ready_all_the_same()
    {
        await LookAsync(HealthStatus.Degraded, behind: true);
        Assert.Equal((1, 0), (told["service.ready"], told["dependency.up database"]));
    }

    private async Task LookAsync(HealthStatus database, bool behind = false)
    {
        var entries = new Dictionary<string, HealthReportEntry>
        {
            ["database"] = new(database, null, TimeSpan.Zero, null, null, [HealthTags.Dependency]),
            ["caughtup"] = new(behind ? HealthStatus.Unhealthy : HealthStatus.Healthy, null, TimeSpan.Zero, null, null, [HealthTags.Lag]),
        };
        await meter.PublishAsync(new(entries, TimeSpan.Zero), CancellationToken.None);
        listener.RecordObservableInstruments();
    }
}
