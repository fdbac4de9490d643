using CreatorFlow.Projection.Partitions;

namespace CreatorFlow.Tests.Unit.Projection;

public class Sequencing_of_messages
{
    private readonly List<string> forwarded = [];
    private readonly DeliverySequencer<string> sequencer;

    public Sequencing_of_messages() => sequencer = new(forwarded.Add);

    [Fact]
    public void Messages_that_overtook_each_other_are_put_back_in_order()
    {
        foreach (var tag in new ulong[] { 3, 1, 4, 2 }) sequencer.Enter("a", tag, $"{tag}");
        Assert.Equal(["1", "2", "3", "4"], forwarded);
    }

    [Fact]
    public void A_message_that_could_not_be_read_holds_up_nobody()
    {
        sequencer.Enter("a", 2, "2");
        sequencer.GiveUp("a", 1);
        Assert.Equal(["2"], forwarded);
    }

    [Fact]
    public void A_new_channel_counts_from_one_again()
    {
        sequencer.Enter("a", 1, "old");
        sequencer.Enter("b", 1, "new");
        Assert.Equal(["old", "new"], forwarded);
    }

    [Fact]
    public void Stragglers_of_a_channel_that_is_gone_disturb_nothing()
    {
        sequencer.Enter("a", 1, "old");
        sequencer.Enter("b", 1, "first");
        sequencer.GiveUp("a", 2);
        Assert.False(sequencer.Enter("a", 3, "late"));
        sequencer.Enter("b", 2, "second");
        Assert.Equal(["old", "first", "second"], forwarded);
    }
}
