using CreatorFlow.Contracts.Inventory;

namespace CreatorFlow.Contracts.Orders;

/// <summary><c>order.created</c>: the order with its lines; once for one platform order, whatever the deliveries.</summary>
public sealed record OrderCreated : OrderEvent
{
    public required string Platform { get; init; }
    public required string PlatformOrderId { get; init; }
    public required string ConnectionId { get; init; }
    public string? Name { get; init; }
    public required DateTimeOffset PlacedAt { get; init; }
    /// <summary>Until when what is reserved waits for the payment; null when the payment is not open.</summary>
    public DateTimeOffset? PaymentDueAt { get; init; }
    public required IReadOnlyList<OrderedLine> Lines { get; init; }
}

/// <summary>A line with the SKU it was resolved to.</summary>
public sealed record OrderedLine
{
    public required string LineId { get; init; }
    public required string Sku { get; init; }
    public string? ListingId { get; init; }
    public string? Title { get; init; }
    public required long Quantity { get; init; }

    /// <summary>Units reserved when the order came; less than <see cref="Quantity"/> when stock was short.</summary>
    public long Reserved { get; init; }
    public Money? UnitPrice { get; init; }

    /// <summary>The components reserved for each unit when the SKU is a bundle, as it was made then; else null.</summary>
    public IReadOnlyList<BundleComponent>? Parts { get; init; }
}
