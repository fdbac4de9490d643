using CreatorFlow.Adapters.Channels;
using CreatorFlow.Adapters.Pushing;
using CreatorFlow.Contracts.Inventory;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Tests.Unit.Adapters;

public sealed class Patience_with_channels
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private readonly PushPatience patience = new(Options.Create(new PushOptions { Attempts = 3 }));

    [Fact]
    public void The_last_try_that_fails_makes_a_dead_letter()
    {
        Assert.Equal("waiting", patience.Of(After(1, new PushResult.Unavailable("test.away")), Now).Status);
        Assert.Equal(new PushVerdict("dead", Now, "test.away"), patience.Of(After(2, new PushResult.Unavailable("test.away")), Now));
    }

    [Fact]
    public void A_platform_that_says_when_to_come_again_uses_up_no_try()
    {
        var throttled = After(2, new PushResult.Unavailable("test.throttled", TimeSpan.FromMinutes(10)));
        Assert.Equal(new PushVerdict("waiting", Now.AddMinutes(10), "test.throttled"), patience.Of(throttled, Now));
        Assert.Equal((2, false), (PushPatience.AttemptsAfter(throttled), patience.IsFinal(throttled)));
    }

    [Fact]
    public void A_claim_that_ended_over_a_limits_wait_uses_up_no_try()
    {
        var overran = After(2, new PushResult.Unavailable(PushResult.Overran));
        Assert.Equal(("waiting", 2), (patience.Of(overran, Now).Status, PushPatience.AttemptsAfter(overran)));
    }

    [Fact]
    public void What_a_channel_holds_itself_is_no_failed_push() =>
        Assert.Equal(new PushVerdict("withdrawn", Now, SyncFailed.HeldByChannel), patience.Of(After(0, new PushResult.Refused(SyncFailed.HeldByChannel)), Now));

    private static AnsweredPush After(int attempts, PushResult result) => new(new WaitingPush
    {
        CreatorId = "c", ConnectionId = "shop", ListingId = "1", ChannelLocation = "", Sku = "A", RunId = "r", Quantity = 3, Attempts = attempts, WantedAt = Now,
    }, result);
}
