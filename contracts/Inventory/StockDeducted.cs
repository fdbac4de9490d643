namespace CreatorFlow.Contracts.Inventory;

/// <summary><c>inventory.deducted</c>: a shipment took reserved units from on hand.</summary>
public sealed record StockDeducted : StockEvent
{
    public required string OrderId { get; init; }
    public required string LineId { get; init; }
    public required string ShipmentId { get; init; }
    public required string Location { get; init; }
    public required long Quantity { get; init; }

    /// <summary>Units by which on hand changed: −<see cref="Quantity"/>, or 0 when a later count had seen the shipment already.</summary>
    public required long OnHandDelta { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}
