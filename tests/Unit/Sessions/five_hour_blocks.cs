using CreatorFlow.Domain.Sessions;
using FsCheck;
using FsCheck.Fluent;

namespace CreatorFlow.Tests.Unit.Sessions;

/// <summary>Blocks of five hours, as the agent and the gateway reckon them alike.</summary>
public class Five_hour_blocks
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static WorkSpan Span(DateTimeOffset start, double hours, long tokens = 100) => new("coding", start, start.AddHours(hours), tokens, 1);

    private static Gen<WorkSpan> AnySpan() =>
        from at in Gen.Choose(0, 20_000)
        from minutes in Gen.Frequency((8, Gen.Choose(0, 300)), (2, Gen.Choose(300, 1_500)), (1, Gen.Constant(-10)))
        from tokens in Gen.Choose(0, 1_000_000)
        from active in Gen.Frequency((19, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new WorkSpan("coding", Monday.AddMinutes(at), active ? null : Monday.AddMinutes(at + minutes), tokens, 3);

    [Fact]
    public void Whatever_the_sessions_blocks_do_not_overlap_hold_every_session_and_add_up_to_all_tokens() => Prop.ForAll(AnySpan().ListOf().ToArbitrary(), sessions =>
    {
        var now = Monday.AddMinutes(20_500);
        var blocks = FiveHourBlocks.Of([.. sessions], now);
        Assert.All(blocks.Zip(blocks.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start));
        Assert.Equal(sessions.Sum(s => s.Tokens), blocks.Sum(b => b.Tokens));
        foreach (var session in sessions)
        {
            var within = blocks.Where(b => session.Touches(b.Start, b.End, now)).ToList();
            Assert.True(within[0].Start <= session.Start && session.EndBy(now) <= within[^1].End);
            Assert.All(within.Zip(within.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
        }
        Assert.All(blocks, b => Assert.Equal(sessions.Count(s => s.Touches(b.Start, b.End, now)), b.Sessions));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_the_sessions_means_nothing() => Prop.ForAll(AnySpan().ListOf().ToArbitrary(), sessions =>
        FiveHourBlocks.Of([.. sessions], Monday.AddDays(20)).SequenceEqual(FiveHourBlocks.Of([.. Enumerable.Reverse(sessions)], Monday.AddDays(20)))).QuickCheckThrowOnFailure();

    [Fact]
    public void A_block_begins_with_the_first_session_after_the_last_block_ended() =>
        Assert.Equal([Monday, Monday.AddHours(6)], Starts(Span(Monday, 1), Span(Monday.AddHours(4.5), 0.2), Span(Monday.AddHours(6), 1)));

    [Fact]
    public void A_session_across_two_blocks_is_in_both_with_its_tokens_by_time()
    {
        var blocks = FiveHourBlocks.Of([Span(Monday, 1), Span(Monday.AddHours(4), 4, tokens: 1_001)], Monday.AddDays(1));
        Assert.Equal([(Monday, 2L, 350L), (Monday.AddHours(5), 1L, 751L)], blocks.Select(b => (b.Start, b.Sessions, b.Tokens)));
    }

    [Fact]
    public void Midnight_means_nothing() =>
        Assert.Equal([Monday.AddHours(13)], Starts(Span(Monday.AddHours(13), 1), Span(Monday.AddHours(15.5), 2)));

    /// <summary>In Berlin the clock went from 2 to 3 on 29 March 2026: five hours stay five hours.</summary>
    [Fact]
    public void A_change_of_daylight_saving_means_nothing()
    {
        var eve = new DateTimeOffset(2026, 3, 29, 0, 30, 0, TimeSpan.FromHours(1));
        var block = FiveHourBlocks.Of([Span(eve, 1), Span(new(2026, 3, 29, 6, 0, 0, TimeSpan.FromHours(2)), 0.4)], eve.AddDays(1))[0];
        Assert.Equal((2L, new DateTimeOffset(2026, 3, 29, 6, 30, 0, TimeSpan.FromHours(2))), (block.Sessions, block.End));
    }

    [Fact]
    public void A_clock_that_was_set_back_shows_a_block_that_has_just_begun()
    {
        WorkSpan[] running = [new("coding", Monday, null, 70, 1)];
        var earlier = Monday.AddHours(-2);
        var current = SessionFigures.Analytics(running, earlier, TimeZoneInfo.Utc).CurrentBlock!;
        Assert.Equal((0L, 300L, 0m, 70L), (current.ElapsedMinutes, current.RemainingMinutes, current.ProgressPercent, current.Tokens));
        Assert.Equal((Monday, 70L), FiveHourBlocks.Of([new("coding", Monday, Monday.AddHours(-1), 70, 1)], Monday) is [var only] ? (only.Start, only.Tokens) : default);
    }

    [Fact]
    public void No_block_runs_once_its_five_hours_are_over()
    {
        Assert.Null(SessionFigures.Analytics([Span(Monday, 1)], Monday.AddHours(5), TimeZoneInfo.Utc).CurrentBlock);
        Assert.Equal(299, SessionFigures.Analytics([Span(Monday, 1)], Monday.AddMinutes(299.9), TimeZoneInfo.Utc).CurrentBlock!.ElapsedMinutes);
        Assert.Empty(FiveHourBlocks.Of([], Monday));
    }

    private static IEnumerable<DateTimeOffset> Starts(params WorkSpan[] sessions) => FiveHourBlocks.Of(sessions, Monday.AddDays(2)).Select(b => b.Start);
}
