using System.Text.Json.Serialization;

namespace CreatorFlow.Simulator.Amazon;

/// <summary>What a seller's account at Amazon knows.</summary>
internal sealed class AmazonState
{
    public required string SellerId { get; init; }
    public required string MarketplaceId { get; init; }

    /// <summary>What the seller ships, by SKU.</summary>
    public required Dictionary<string, long> Available { get; init; }

    /// <summary>What Amazon's warehouses ship, by SKU; no SKU is in both.</summary>
    public required Dictionary<string, long> HeldByAmazon { get; init; }

    /// <summary>Of SKUs whose product type is not the usual one.</summary>
    public Dictionary<string, string> ProductTypes { get; init; } = [];

    /// <summary>SKUs whose quantity was set through the API and not yet told of.</summary>
    public HashSet<string> Untold { get; init; } = [];

    /// <summary>Open orders and the last finished ones, the oldest first.</summary>
    public List<AmazonOrder> Orders { get; init; } = [];

    /// <summary>Orders finished longer ago, by id.</summary>
    [JsonIgnore] public Dictionary<string, AmazonOrder> Archive { get; } = new(StringComparer.Ordinal);
    public int OrdersPlaced { get; set; }

    /// <summary>Everything listed, in the order that a search gives.</summary>
    [JsonIgnore] public IReadOnlyList<string> Skus => [.. Available.Keys.Concat(HeldByAmazon.Keys).Order(StringComparer.Ordinal)];

    public bool Lists(string sku) => Available.ContainsKey(sku) || HeldByAmazon.ContainsKey(sku);

    public AmazonOrder? Find(string id) => Orders.Find(o => o.Id == id) ?? Archive.GetValueOrDefault(id);

    public string ProductType(string sku) => ProductTypes.GetValueOrDefault(sku, "HOME");
}

internal sealed class AmazonOrder
{
    public required string Id { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required List<AmazonLine> Lines { get; init; }

    /// <summary>Whether Amazon's warehouses ship it.</summary>
    public required bool ByAmazon { get; init; }

    /// <summary>In the words of the Orders API, e.g. <c>UNSHIPPED</c>.</summary>
    public required string Status { get; set; }
    public required DateTimeOffset UpdatedAt { get; set; }
    public string? CancelReason { get; set; }
    public List<AmazonPackage> Packages { get; init; } = [];

    public bool IsFinished => Status is "SHIPPED" or "CANCELLED";
}

internal sealed class AmazonLine
{
    public required string Id { get; init; }
    public required string Sku { get; init; }
    public required long Quantity { get; set; }
    public long Shipped { get; set; }
}

internal sealed class AmazonPackage
{
    public required string Id { get; init; }
    public required string TrackingNumber { get; init; }
    public required DateTimeOffset ShippedAt { get; init; }

    /// <summary>Units by line.</summary>
    public required Dictionary<string, long> Units { get; init; }
}
