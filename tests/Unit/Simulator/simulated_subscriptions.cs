using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Tests.Unit.Simulator;

public sealed class Simulated_subscriptions
{
    private const string Levels = "inventory_levels/update";

    [Fact]
    public void A_topic_that_is_lost_is_not_sent_any_more_and_everything_else_happens_as_before()
    {
        var (whole, deaf) = (Play.New(), Play.New());
        Assert.True(Shop(deaf).Lose(Levels));
        Assert.False(Shop(deaf).Lose(Levels));

        Assert.Equal(whole.Run(500).Where(w => w.Topic != Levels).Select(w => w.Body), deaf.Run(500).Select(w => w.Body));
    }

    [Fact]
    public void It_stays_lost_over_a_restart()
    {
        var before = Play.New();
        Shop(before).Lose(Levels);
        Assert.False(Shop(Play.New(kept: before.State.Copy())).Sends(Levels));
    }

    private static CreatorFlow.Simulator.Shopify.ShopifySubscriptions Shop(SimulatedCreator creator) => creator.ShopifyInventory("demo-1-shopify")!.Subscriptions;
}
