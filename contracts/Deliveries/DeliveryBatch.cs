namespace CreatorFlow.Contracts.Deliveries;

/// <summary>What one partition's publisher sends in one message: deliveries in the order they were accepted.</summary>
public sealed record DeliveryBatch
{
    /// <summary>0 to the partition count less one.</summary>
    public required int Partition { get; init; }

    public required IReadOnlyList<Delivery> Deliveries { get; init; }
}
