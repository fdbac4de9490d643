namespace CreatorFlow.Contracts.Inventory;

/// <summary><c>bundle.defined</c>: this SKU is sold as a bundle of others and has no stock of its own; no components: it is a bundle no more.</summary>
public sealed record BundleDefined : StockEvent
{
    public required IReadOnlyList<BundleComponent> Components { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}

/// <summary><c>bundle.joined</c>: this SKU is a component of a bundle; quantity 0: it is so no more.</summary>
public sealed record BundleJoined : StockEvent
{
    public required string BundleSku { get; init; }

    /// <summary>Units in one bundle.</summary>
    public required long Quantity { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}

/// <summary><c>bundle.available_changed</c>: how many bundles the components allow: the least of any.</summary>
public sealed record BundleAvailableChanged : StockEvent
{
    public required long Available { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}

/// <summary>Units of one SKU in one bundle, at least 1.</summary>
public sealed record BundleComponent(string Sku, long Quantity);
