namespace CreatorFlow.Contracts.Inventory;

/// <summary><c>inventory.deducted</c>: a shipment took reserved units from on hand.</summary>
public sealed record StockDeducted : StockEvent
{
    public required string OrderId { get; init; }
    public required string LineId { get; init; }
    public required string ShipmentId { get; init; }
    public required string Location { get; init; }
    public required long Quantity { get; init; }
}
