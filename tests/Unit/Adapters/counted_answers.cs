using System.Diagnostics.Metrics;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Adapters.Pushing;
using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Hosting.Telemetry;
using CreatorFlow.Testing;

namespace CreatorFlow.Tests.Unit.Adapters;

public sealed class Counted_answers
{
    [Fact]
    public void A_channel_that_asks_to_be_told_more_slowly_does_not_fail()
    {
        Assert.Equal("taken", Counted(new PushResult.Taken()));
        Assert.Equal("refused", Counted(new PushResult.Refused("shopify.not_found")));
        Assert.Equal("held_by_channel", Counted(new PushResult.Refused(SyncFailed.HeldByChannel)));
        Assert.Equal("unavailable", Counted(new PushResult.Unavailable("shopify.unreachable")));
        Assert.Equal("throttled", Counted(new PushResult.Unavailable("shopify.throttled", TimeSpan.FromSeconds(2))));
        Assert.Equal("throttled", Counted(new PushResult.Unavailable(PushResult.Overran)));
    }

    [Fact]
    public void The_success_rate_is_of_what_was_taken_refused_or_not_answered_within_a_quarter_of_an_hour()
    {
        using var signals = new Signals("test");
        var (clock, rates) = (new HandClock(), new List<(string?, double)>());
        using var listener = new MeterListener { InstrumentPublished = (instrument, to) => { if (instrument.Meter == signals.Meter && instrument.Name == "sync.success_rate") to.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<double>((_, rate, tags, _) => rates.Add((tags[0].Value as string, rate)));
        listener.Start();
        var meter = new PushMeter(signals, clock);
        PushResult[] answers = [new PushResult.Taken(), new PushResult.Taken(), new PushResult.Taken(), new PushResult.Refused("shopify.not_found"), new PushResult.Unavailable(PushResult.Overran), new PushResult.Stale(1)];
        meter.Told("shopify", [.. answers.Select(a => new AnsweredPush(Push, a))], Push.WantedAt);
        listener.RecordObservableInstruments();
        Assert.Equal([("shopify", 0.75)], rates);
        clock.Now += TimeSpan.FromMinutes(16);
        listener.RecordObservableInstruments();
        clock.Now += TimeSpan.FromMinutes(16);
        rates.Clear();
        listener.RecordObservableInstruments();
        Assert.Empty(rates);
    }

    private static string? Counted(PushResult answer)
    {
        using var signals = new Signals("test");
        var told = new List<string?>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, to) => { if (instrument.Meter == signals.Meter) to.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => told.Add(tags[1].Value as string));
        listener.Start();
        new PushMeter(signals, TimeProvider.System).Told("shopify", [new(Push, answer)], Push.WantedAt);
        return Assert.Single(told);
    }

    private static readonly WaitingPush Push = new()
    {
        CreatorId = "ann", ConnectionId = "shop", ListingId = "1", ChannelLocation = "", Sku = "SKU", RunId = "run", Quantity = 1, Expected = null, Attempts = 0, WantedAt = default, TraceParent = null,
    };
}
