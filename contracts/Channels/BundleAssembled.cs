using CreatorFlow.Contracts.Inventory;

namespace CreatorFlow.Contracts.Channels;

/// <summary>A person says what a bundle is made of; an empty list dissolves it.</summary>
public sealed record BundleAssembled : ChannelEvent
{
    public required string Sku { get; init; }
    public required IReadOnlyList<BundleComponent> Components { get; init; }
}
