using CreatorFlow.Projection.Partitions;
using CreatorFlow.Testing;

namespace CreatorFlow.Tests.Unit.Projection;

public sealed class Partitions_that_stand_still
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly HandClock clock = new();
    private readonly Stalls stalls;
    private long began;

    public Partitions_that_stand_still() => stalls = new(1, clock);

    [Fact]
    public void What_waits_and_does_not_come_is_found_at_the_third_look() =>
        Assert.Equal([false, false, true], Looks((3, 7, 0), (4, 7, 0), (4, 7, 0)));

    [Fact]
    public void Who_gets_messages_has_them_in_hand_or_sees_fewer_does_not_stand_still()
    {
        Assert.DoesNotContain(true, Looks((9, 1, 0), (9, 2, 0), (9, 3, 0), (9, 4, 0)));
        Assert.DoesNotContain(true, Looks((9, 4, 1), (9, 4, 1), (9, 4, 1), (9, 4, 1)));
        Assert.DoesNotContain(true, Looks((8, 4, 0), (7, 4, 0), (6, 4, 0), (5, 4, 0)));
        Assert.DoesNotContain(true, Looks((0, 4, 0), (0, 4, 0), (0, 4, 0), (0, 4, 0)));
    }

    [Fact]
    public void In_vain_it_is_asked_for_less_and_less_often_until_something_moves()
    {
        var still = Enumerable.Repeat((9L, 0L, 0L), 200).ToArray();
        Assert.Equal([2, 6, 14, 30, 54, 78, 102, 126, 150, 174, 198], Found(Looks(still)));
        Looks((0, 0, 0));
        Assert.Equal([1, 5], Found(Looks(still[..6])));
    }

    [Fact]
    public void A_connection_that_begins_to_count_anew_did_not_move_by_that() =>
        Assert.Equal([false, false, true, false, false], Looks((9, 50, 0), (9, 50, 0), (9, 50, 0), (9, 0, 0), (9, 0, 0)));

    [Fact]
    public void A_connection_is_given_its_time_also_after_looks_that_could_not_be_made()
    {
        Looks((9, 50, 3));
        clock.Now += TimeSpan.FromMinutes(1); // the broker was away
        began = clock.GetTimestamp();
        Assert.Equal([false, false, true], Looks((9, 0, 0), (9, 0, 0), (9, 0, 0)));
    }

    private List<bool> Looks(params (long Waiting, long Received, long InHand)[] looks) => [.. looks.Select(look =>
    {
        var stands = stalls.Look(0, look.Waiting, new(began, look.Received, look.InHand));
        clock.Now += Pause;
        return stands;
    })];

    private static IEnumerable<int> Found(List<bool> looks) => Enumerable.Range(0, looks.Count).Where(i => looks[i]);
}
