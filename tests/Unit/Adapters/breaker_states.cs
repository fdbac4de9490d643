using System.Diagnostics.Metrics;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Adapters.Pushing;
using CreatorFlow.Hosting.Telemetry;
using CreatorFlow.Testing;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Tests.Unit.Adapters;

public sealed class Breaker_states
{
    [Fact]
    public async Task A_channel_that_does_not_answer_is_told_as_open_and_its_neighbour_as_closed()
    {
        using var signals = new Signals("test");
        var breakers = new Breakers(Options.Create(new PushOptions()), signals, TimeProvider.System);
        for (var i = 0; i < 5; i++) await CallAsync(breakers, "dead", new PushResult.Unavailable("shopify.unreachable"));
        await CallAsync(breakers, "well", new PushResult.Taken());
        Assert.Equal(["dead=2", "well=0"], Told(signals).Order(StringComparer.Ordinal));
        Assert.Equal(1, breakers.Open);
    }

    [Fact]
    public async Task One_that_nobody_asked_for_a_quarter_of_an_hour_says_nothing()
    {
        using var signals = new Signals("test");
        var clock = new HandClock();
        var breakers = new Breakers(Options.Create(new PushOptions()), signals, clock);
        for (var i = 0; i < 5; i++) await CallAsync(breakers, "paused", new PushResult.Unavailable("shopify.unreachable"));
        clock.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(["paused=2"], Told(signals));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(Told(signals));
        Assert.Equal(0, breakers.Open);
    }

    private static async Task CallAsync(Breakers breakers, string connection, PushResult result) =>
        await breakers.Of(Connection(connection)).ExecuteAsync(_ => ValueTask.FromResult<IReadOnlyList<PushResult>>([result]));

    private static List<string> Told(Signals signals)
    {
        var told = new List<string>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, to) => { if (instrument.Meter == signals.Meter) to.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<int>((_, value, tags, _) => told.Add($"{tags[0].Value}={value}"));
        listener.Start();
        listener.RecordObservableInstruments();
        return told;
    }

    private static Connection Connection(string id) => new()
    {
        Id = id, CreatorId = "ann", Platform = "shopify", Name = "Test", Settings = new Dictionary<string, string>(), Secrets = new() { Current = "s" }, UpdatedAt = default,
    };
}
