using System.Text.Json;

namespace CreatorFlow.Adapters.Amazon;

/// <summary>The fields of an order (2026-01-01) that matter here.</summary>
internal sealed record AmazonOrder
{
    public required string OrderId { get; init; }
    public required DateTimeOffset CreatedTime { get; init; }
    public DateTimeOffset? LastUpdatedTime { get; init; }
    public required AmazonFulfillment Fulfillment { get; init; }
    public required IReadOnlyList<AmazonItem> OrderItems { get; init; }
    public IReadOnlyList<AmazonPackage>? Packages { get; init; }

    public DateTimeOffset UpdatedAt => LastUpdatedTime ?? CreatedTime;

    /// <summary>What leaves Amazon's warehouses is not the seller's stock.</summary>
    public bool ShipsFromSeller => Fulfillment.FulfilledBy is not "AMAZON";

    /// <exception cref="JsonException">Not an order; the path names the field.</exception>
    public static AmazonOrder Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<AmazonOrder>(json, AmazonJson.Options) switch
    {
        null => throw new JsonException("The order is null."),
        { OrderItems.Count: 0 } => throw new JsonException("The order has no lines.", "$.orderItems", null, null),
        var order when order.OrderItems.Contains(null!) => throw new JsonException("A line is null.", "$.orderItems", null, null),
        var order when order.Packages?.Any(p => p?.PackageItems?.Contains(null!) ?? p is null) == true => throw new JsonException("A package is null.", "$.packages", null, null),
        var order => order,
    };
}

internal sealed record AmazonFulfillment
{
    /// <summary><c>PENDING_AVAILABILITY</c>, <c>PENDING</c>, <c>UNSHIPPED</c>, <c>PARTIALLY_SHIPPED</c>, <c>SHIPPED</c>, <c>CANCELLED</c> or <c>UNFULFILLABLE</c>.</summary>
    public required string FulfillmentStatus { get; init; }

    /// <summary><c>MERCHANT</c> or <c>AMAZON</c>.</summary>
    public string? FulfilledBy { get; init; }
}

internal sealed record AmazonItem
{
    public required string OrderItemId { get; init; }

    /// <summary>Units still wanted; those cancelled are not counted.</summary>
    public required long QuantityOrdered { get; init; }
    public required AmazonProduct Product { get; init; }
    public AmazonItemFulfillment? Fulfillment { get; init; }
    public AmazonCancellation? Cancellation { get; init; }
}

internal sealed record AmazonProduct
{
    public string? Asin { get; init; }
    public string? Title { get; init; }
    public string? SellerSku { get; init; }
    public AmazonPrice? Price { get; init; }
}

internal sealed record AmazonPrice
{
    public AmazonMoney? UnitPrice { get; init; }
}

/// <param name="Amount">Decimal number of the currency's major unit.</param>
/// <param name="CurrencyCode">ISO 4217.</param>
internal sealed record AmazonMoney(string? Amount, string? CurrencyCode);

internal sealed record AmazonItemFulfillment
{
    public long QuantityFulfilled { get; init; }
}

internal sealed record AmazonCancellation
{
    public AmazonCancellationExecution? CancellationExecution { get; init; }
}

internal sealed record AmazonCancellationExecution
{
    public string? CancelReason { get; init; }
}

internal sealed record AmazonPackage
{
    public required string PackageReferenceId { get; init; }
    public DateTimeOffset? CreatedTime { get; init; }
    public DateTimeOffset? ShipTime { get; init; }
    public AmazonPackageStatus? PackageStatus { get; init; }
    public string? Carrier { get; init; }
    public string? TrackingNumber { get; init; }
    public IReadOnlyList<AmazonPackageItem>? PackageItems { get; init; }
}

internal sealed record AmazonPackageStatus
{
    /// <summary>E.g. <c>PENDING</c>, <c>IN_TRANSIT</c>, <c>DELIVERED</c>.</summary>
    public string? Status { get; init; }
}

internal sealed record AmazonPackageItem
{
    public required string OrderItemId { get; init; }

    /// <summary>Units.</summary>
    public required long Quantity { get; init; }
}
