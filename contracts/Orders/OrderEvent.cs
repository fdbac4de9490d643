namespace CreatorFlow.Contracts.Orders;

/// <summary>What happened to one order: the events of a stream <c>order-{platform}-{orderId}</c>. A closed union.</summary>
public abstract record OrderEvent
{
    private protected OrderEvent() { }
}
