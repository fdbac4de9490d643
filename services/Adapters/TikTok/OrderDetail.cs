using System.Text.Json;
using System.Text.Json.Serialization;

namespace CreatorFlow.Adapters.TikTok;

/// <summary>The fields of TikTok's order detail (202507) that matter here. Times are Unix seconds; 0 means none.</summary>
internal sealed record OrderDetail
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        RespectNullableAnnotations = true,
        Converters = { new TextOrNumber() },
    };

    public required string Id { get; init; }
    public required string Status { get; init; }
    public required long CreateTime { get; init; }
    public long UpdateTime { get; init; }
    public long? PaidTime { get; init; }
    public long? RtsTime { get; init; }
    public long? CollectionTime { get; init; }
    public long? DeliveryTime { get; init; }
    public long? CancelTime { get; init; }
    public string? CancelReason { get; init; }
    public string? TrackingNumber { get; init; }
    public string? ShippingProvider { get; init; }
    public string? FulfillmentType { get; init; }
    public IReadOnlyList<OrderPackage>? Packages { get; init; }

    /// <summary>One entry for each unit sold.</summary>
    public required IReadOnlyList<OrderUnit> LineItems { get; init; }

    /// <exception cref="JsonException">Not an order detail; the message names the field.</exception>
    public static OrderDetail Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<OrderDetail>(json, Json) switch
    {
        null => throw new JsonException("The order is null."),
        { CreateTime: <= 0 } => throw new JsonException("The order was never created.", "$.create_time", null, null),
        { LineItems.Count: 0 } => throw new JsonException("The order has no lines.", "$.line_items", null, null),
        var order => order,
    };
}

internal sealed record OrderPackage
{
    public required string Id { get; init; }
}

/// <summary>One unit of an order.</summary>
internal sealed record OrderUnit
{
    public required string Id { get; init; }
    public required string SkuId { get; init; }
    public string? SellerSku { get; init; }
    public string? ProductName { get; init; }
    public string? SkuName { get; init; }

    /// <summary>Decimal number of the currency's major unit.</summary>
    public string? SalePrice { get; init; }

    public string? Currency { get; init; }
    public string? DisplayStatus { get; init; }
    public string? PackageId { get; init; }
    public string? TrackingNumber { get; init; }
    public string? ShippingProviderName { get; init; }
    public long? RtsTime { get; init; }
}
