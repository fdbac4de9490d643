using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Domain.Inventory;

namespace CreatorFlow.Tests.Unit.Projection;

/// <summary>Given events, when a command, then events: the stock decider as a sentence.</summary>
internal sealed class StockScenario
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private readonly List<StockEvent> happened = [];
    private int booked;

    public StockState State { get; private set; } = new();

    public static DateTimeOffset At(double seconds) => Noon.AddSeconds(seconds);

    public static ListingLinked Shopify { get; } = new() { Platform = "shopify", ConnectionId = "shop", ListingId = "808950810", Unlinked = true };

    public StockScenario Given(params StockEvent[] events)
    {
        foreach (var e in events) State = Stock.Evolve(State, e);
        return this;
    }

    public StockScenario When(params StockCommand[] commands)
    {
        foreach (var command in commands)
            foreach (var e in Stock.Decide(command.Origin.Key is null ? command with { Origin = new("manual", $"k-{++booked}") } : command, State))
            {
                State = Stock.Evolve(State, e);
                happened.Add(e);
            }
        return this;
    }

    public IReadOnlyList<StockEvent> Happened => happened;

    public void Then(long onHand, long reserved)
    {
        Assert.Equal((onHand, reserved), (State.OnHand, State.Reserved));
        Assert.All(State.Places.Values, p => Assert.True(p.Reserved >= 0));
        Assert.Equal(State.Promised, State.Reservations.Sum(r => r.Quantity));
    }
}
