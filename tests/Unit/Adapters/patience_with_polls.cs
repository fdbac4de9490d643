using CreatorFlow.Adapters.OrderPolling;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Tests.Unit.Adapters;

public sealed class Patience_with_polls
{
    private static readonly TimeSpan Unsaid = TimeSpan.Zero;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private int asked;
    private int kept;

    [Fact]
    public async Task An_answer_that_stands_is_taken_at_once()
    {
        Assert.Null(await AskAsync([null]));
        Assert.Equal((1, 0), (asked, kept));
    }

    [Fact]
    public async Task Throttled_it_asks_again_and_keeps_its_claim()
    {
        Assert.Null(await AskAsync(Moment, Unsaid, null));
        Assert.Equal((3, 2), (asked, kept));
    }

    [Fact]
    public async Task After_the_last_try_the_answer_is_what_it_is()
    {
        Assert.Equal(Moment, await AskAsync(Moment, Moment, Moment, Moment, Moment));
        Assert.Equal(4, asked);
    }

    [Fact]
    public async Task A_platform_that_asks_for_more_than_a_poll_waits_is_left_alone()
    {
        Assert.Equal(TimeSpan.FromMinutes(3), await AskAsync(TimeSpan.FromMinutes(3), null));
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Who_lost_the_claim_asks_no_more()
    {
        Assert.Equal(Moment, await AskAsync(holds: false, [Moment, null]));
        Assert.Equal(1, asked);
    }

    private Task<TimeSpan?> AskAsync(params TimeSpan?[] answers) => AskAsync(holds: true, answers);

    private Task<TimeSpan?> AskAsync(bool holds, TimeSpan?[] answers)
    {
        var options = Options.Create(new OrderPollingOptions { Tries = 4, FirstDelayMs = 1, LongestDelayMs = 10 });
        return new PollPatience(options, TimeProvider.System).AskAsync(() => Task.FromResult(answers[asked++]), answer => answer, () => { kept++; return Task.FromResult(holds); }, CancellationToken.None);
    }
}
