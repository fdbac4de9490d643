namespace CreatorFlow.Contracts.Inventory;

/// <summary>What happened to one SKU's stock: the events of a stream <c>inventory-{sku}</c>. A closed union.</summary>
/// <remarks>Stored names are written down in <see cref="EventNames"/>; a new shape is a new version with an upcaster.</remarks>
public abstract record StockEvent
{
    private protected StockEvent() { }
}
