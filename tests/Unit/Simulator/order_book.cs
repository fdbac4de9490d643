using CreatorFlow.Simulator.Amazon;
using CreatorFlow.Simulator.Commerce;
using CreatorFlow.Simulator.Faults;

namespace CreatorFlow.Tests.Unit.Simulator;

public sealed class Order_book
{
    [Fact]
    public void What_Amazon_ships_is_none_of_the_sellers_units()
    {
        var settings = Play.Creator().With("amazon");
        var creator = new SimulatedCreator(CreatorState.Open(1, skus: 8, settings.Id, Play.Opening), settings, FaultOptions.None);
        creator.Run(3_000);
        var made = creator.Orders.Read().ToDictionary(o => (o.Platform, o.Id));
        var (byAmazon, bySeller) = (Amazon(creator, byAmazon: true), Amazon(creator, byAmazon: false));
        Assert.NotEmpty(byAmazon);
        Assert.All(byAmazon, o => Assert.Equal(0, made[("amazon", o.Id)].Units));
        Assert.All(bySeller, o => Assert.Equal(o.Lines.Sum(l => l.Quantity), made[("amazon", o.Id)].Units));
    }

    private static List<AmazonOrder> Amazon(SimulatedCreator creator, bool byAmazon) => [.. creator.State.Amazon!.Orders.Concat(creator.State.Amazon.Archive.Values).Where(o => o.ByAmazon == byAmazon)];
}
