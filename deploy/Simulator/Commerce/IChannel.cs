namespace CreatorFlow.Simulator.Commerce;

/// <summary>A platform as the simulation drives it. What a method returns is sent in that order; empty means that nothing could happen.</summary>
internal interface IChannel
{
    /// <summary>Whose webhooks it sends.</summary>
    string ConnectionId { get; }

    /// <summary>Whether somebody subscribed to a topic; always where the platform keeps no subscriptions.</summary>
    bool Sends(string topic) => true;

    /// <summary>Orders not finished yet.</summary>
    int OpenOrders { get; }

    /// <summary>How much of the custom comes through it, compared with the other channels.</summary>
    int Share { get; }

    /// <summary>What the platform tells when it is first connected.</summary>
    IReadOnlyList<Webhook> Announce(DateTimeOffset now);

    /// <summary>A customer orders.</summary>
    IReadOnlyList<Webhook> Place(DateTimeOffset now);

    /// <summary>The oldest open order gets on: paid, shipped, delivered or cancelled.</summary>
    IReadOnlyList<Webhook> Advance(DateTimeOffset now);

    /// <summary>Goods come in.</summary>
    IReadOnlyList<Webhook> Restock(DateTimeOffset now);
}
