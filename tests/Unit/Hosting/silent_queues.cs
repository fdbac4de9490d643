using CreatorFlow.Hosting.Bus;
using CreatorFlow.Testing;

namespace CreatorFlow.Tests.Unit.Hosting;

public sealed class Silent_queues
{
    private readonly HandClock clock = new();
    private readonly SilentQueues silent;

    public Silent_queues() => silent = new(clock);

    [Fact]
    public void Are_asked_by_one_caller_every_five_seconds()
    {
        Assert.True(silent.MayTry("p00"));
        silent.NotTaken("p00");
        Assert.False(silent.MayTry("p00"));
        clock.Advance(SilentQueues.LeftAlone);
        Assert.True(silent.MayTry("p00"));
        Assert.False(silent.MayTry("p00"));
        clock.Advance(SilentQueues.LeftAlone);
        Assert.True(silent.MayTry("p00"));
    }

    [Fact]
    public void Are_open_to_all_once_one_took_a_message()
    {
        silent.NotTaken("p00");
        silent.Taken("p00");
        Assert.True(silent.MayTry("p00"));
        Assert.True(silent.MayTry("p00"));
    }

    [Fact]
    public void Say_nothing_of_others()
    {
        silent.NotTaken("p00");
        Assert.True(silent.MayTry("p01"));
    }
}
