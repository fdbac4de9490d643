using System.Text.Json;

namespace CreatorFlow.Adapters.Shopify;

/// <summary>An order as <see cref="OrderAssembly"/> puts it together: Shopify's own fields, its connections as lists.</summary>
internal sealed record ShopifyOrder
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public required string Id { get; init; }
    public string? Name { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? CancelledAt { get; init; }
    public string? CancelReason { get; init; }
    public string? DisplayFinancialStatus { get; init; }
    public string? DisplayFulfillmentStatus { get; init; }
    public IReadOnlyList<string> PaymentGatewayNames { get; init; } = [];
    public required IReadOnlyList<ShopifyLine> LineItems { get; init; }
    public IReadOnlyList<ShopifyShipment> Fulfillments { get; init; } = [];
    public IReadOnlyList<ShopifyRefund> Refunds { get; init; } = [];

    /// <summary>The number in its id, as webhooks have it.</summary>
    public string OrderId => Gid.Number(Id) ?? throw new JsonException("It is no id of an order.", "$.id", null, null);

    /// <exception cref="JsonException">Not an order; the path names the field.</exception>
    public static ShopifyOrder Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<ShopifyOrder>(json, Json) ?? throw new JsonException("The order is null.");
}

/// <param name="Id">Of the line.</param>
/// <param name="Quantity">Units as ordered.</param>
internal sealed record ShopifyLine(string Id, long Quantity)
{
    public string? Sku { get; init; }
    public string? Title { get; init; }

    /// <summary>Units left once refunds and edits are taken off.</summary>
    public long? CurrentQuantity { get; init; }

    /// <summary>Null once it is deleted, and for lines that never had one.</summary>
    public ShopifyReference? Variant { get; init; }
    public ShopifyMoneySet? OriginalUnitPriceSet { get; init; }
}

internal sealed record ShopifyReference(string Id);

/// <summary>The shop's own currency; the customer's is not asked for.</summary>
internal sealed record ShopifyMoneySet(ShopifyMoney ShopMoney);

internal sealed record ShopifyMoney(string Amount, string CurrencyCode);

internal sealed record ShopifyShipment(string Id, DateTimeOffset CreatedAt)
{
    public string? Status { get; init; }
    public IReadOnlyList<ShopifyTracking> TrackingInfo { get; init; } = [];
    public IReadOnlyList<ShopifyPart> FulfillmentLineItems { get; init; } = [];
}

internal sealed record ShopifyTracking(string? Number, string? Company);

/// <summary>Units of a line that were shipped or refunded.</summary>
internal sealed record ShopifyPart(long? Quantity, ShopifyReference LineItem)
{
    /// <summary>Of refunded units: <c>CANCEL</c>, <c>RETURN</c>, <c>NO_RESTOCK</c> or <c>LEGACY_RESTOCK</c>.</summary>
    public string? RestockType { get; init; }
}

internal sealed record ShopifyRefund(string Id)
{
    public IReadOnlyList<ShopifyPart> RefundLineItems { get; init; } = [];
    public IReadOnlyList<ShopifyPayment> Transactions { get; init; } = [];
}

internal sealed record ShopifyPayment(string Kind, string Status, ShopifyMoneySet AmountSet);
