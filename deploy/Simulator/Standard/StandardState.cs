namespace CreatorFlow.Simulator.Standard;

/// <summary>What the seller's own system knows.</summary>
internal sealed class StandardState
{
    public List<StandardOrder> Open { get; init; } = [];
    public int OrdersPlaced { get; set; }

    /// <summary>Sum of all differences told, by SKU.</summary>
    public Dictionary<string, long> Told { get; init; } = [];
}

internal sealed class StandardOrder
{
    public required string Id { get; init; }
    public bool Paid { get; set; }
    public bool Shipped { get; set; }
    public bool Cancelled { get; set; }
}
