namespace CreatorFlow.Simulator.Commerce;

/// <summary>A platform as the simulation drives it. What a method returns is sent in that order; empty means that nothing could happen.</summary>
internal interface IChannel
{
    /// <summary>Orders not finished yet.</summary>
    int OpenOrders { get; }

    /// <summary>What the platform tells when it is first connected.</summary>
    IReadOnlyList<Webhook> Announce(DateTimeOffset now);

    /// <summary>A customer orders.</summary>
    IReadOnlyList<Webhook> Place(DateTimeOffset now);

    /// <summary>The oldest open order gets on: paid, shipped, delivered or cancelled.</summary>
    IReadOnlyList<Webhook> Advance(DateTimeOffset now);

    /// <summary>Goods come in.</summary>
    IReadOnlyList<Webhook> Restock(DateTimeOffset now);
}
