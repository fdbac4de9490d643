using System.Collections.Immutable;
using CreatorFlow.Projection.Partitions;
using CreatorFlow.Projection.Replicas;

namespace CreatorFlow.Tests.Unit.Projection;

public sealed class Partitions_that_replicas_share
{
    private const int Partitions = 16;
    private static readonly ImmutableHashSet<int> Every = [.. Enumerable.Range(0, Partitions)];
    private readonly Handover handover = new("a", Partitions);
    private Handled?[] handled = [.. Enumerable.Repeat<Handled?>(new(Began: 1, Received: 5, InHand: 0), Partitions)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(20)]
    public void Are_spread_evenly_whoever_asks(int replicas)
    {
        List<Replica> living = [.. Enumerable.Range(0, replicas).Select(i => new Replica($"replica-{i}", 1, Every))];
        var owners = Shares.Of(Partitions, living);
        Assert.All(owners.GroupBy(owner => owner), share => Assert.InRange(share.Count(), 0, (Partitions + replicas - 1) / replicas));
        Assert.Equal(owners, Shares.Of(Partitions, Enumerable.Reverse(living).ToList()));
        Assert.All(owners, Assert.NotNull);
    }

    [Fact]
    public void Mostly_stay_where_they_are_when_a_replica_comes()
    {
        var random = new Random(20261130);
        var moved = Enumerable.Range(0, 100).Average(_ =>
        {
            List<Replica> living = [.. Enumerable.Range(0, 3).Select(i => new Replica($"replica-{random.Next()}", 1, Every))];
            return Shares.Of(Partitions, living[..2]).Zip(Shares.Of(Partitions, living)).Count(owner => owner.First != owner.Second);
        });
        Assert.InRange(moved, Partitions / 3.0, Partitions / 2.0);
    }

    [Fact]
    public void Belong_to_who_consumes_them_however_many_those_are()
    {
        var owners = Shares.Of(Partitions, [new("a", 1, Every), new("b", 1, Every.Except([0, 1, 2])), new("c", 1, Every.Clear())]);
        Assert.All(owners.Take(3), owner => Assert.Equal("a", owner));
        Assert.DoesNotContain("c", owners);
        Assert.Equal(7, Array.IndexOf(Shares.Of(Partitions, [new("b", 1, Every.Remove(7))]), null));
        Assert.All(Shares.Of(Partitions, []), Assert.Null);
    }

    [Fact]
    public void Go_on_once_their_owner_was_heard_of_since_their_messages_came_here()
    {
        Assert.Empty(Look(otherHeard: 7));
        Assert.Equal(8, handover.Own);
        var going = Look(otherHeard: 8);
        Assert.Equal(8, going.Count);
        Assert.All(going, partition => Assert.True(handover.IsOthers(partition)));
    }

    [Fact]
    public void Of_one_that_died_stay_though_it_is_told_as_living_for_a_while()
    {
        Look(otherHeard: 7);
        Assert.Empty(Look(otherHeard: 7));
        Assert.Empty(Look(otherHeard: 7));
        Assert.Empty(handover.Look([new("a", 9, Every)], partition => handled[partition]));
        Assert.Equal(Partitions, handover.Own);
    }

    [Fact]
    public void Whose_messages_come_to_another_are_not_handed_on()
    {
        handled = [.. Enumerable.Repeat<Handled?>(new(Began: 1, Received: 0, InHand: 0), Partitions)];
        Assert.All(Enumerable.Range(1, 5), heard => Assert.Empty(Look(heard)));
    }

    [Fact]
    public void Are_handed_on_once_by_each_consumer_that_gets_their_messages()
    {
        Look(otherHeard: 1);
        var going = Look(otherHeard: 2);
        foreach (var partition in going) handled[partition] = new(Began: 2, Received: 0, InHand: 0);
        Assert.Empty(Look(otherHeard: 3));
        handled[going[0]] = new(Began: 2, Received: 1, InHand: 1); // a third one was before the owner
        Assert.Empty(Look(otherHeard: 4));
        Assert.Equal([going[0]], Look(otherHeard: 5));
    }

    private IReadOnlyList<int> Look(long otherHeard) => handover.Look([new("a", 1, Every), new("b", otherHeard, Every)], partition => handled[partition]);
}
