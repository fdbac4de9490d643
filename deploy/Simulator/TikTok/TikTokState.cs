using System.Text.Json.Serialization;

namespace CreatorFlow.Simulator.TikTok;

/// <summary>What the shop knows.</summary>
internal sealed class TikTokState
{
    public required string ShopId { get; init; }
    public required string WarehouseId { get; init; }

    /// <summary>Available units by SKU in the warehouse that orders are served from.</summary>
    public required Dictionary<string, long> Available { get; init; }

    /// <summary>Warehouses that keep some of the SKUs besides; none unless a test opens one.</summary>
    public List<TikTokWarehouse> FurtherWarehouses { get; init; } = [];

    /// <summary>SKUs that an auction locks: their quantities cannot be set. None unless a test locks one.</summary>
    public HashSet<string> Locked { get; init; } = [];

    /// <summary>Where each kind of event goes; null until the shop is opened.</summary>
    public Dictionary<string, string>? Subscriptions { get; set; }

    /// <summary>Open orders and the last finished ones, the oldest first.</summary>
    public List<TikTokOrder> Orders { get; init; } = [];

    /// <summary>Orders finished longer ago, by id: the API still answers for them, but the state file stays small.</summary>
    [JsonIgnore] public Dictionary<string, TikTokOrder> Archive { get; } = new(StringComparer.Ordinal);
    public int OrdersPlaced { get; set; }

    /// <summary>Units that open orders hold.</summary>
    public long Committed(string sku) => Orders.Where(o => o.CollectedAt is null && !o.IsFinished).Sum(o => o.Units.LongCount(u => u.Sku == sku));

    public TikTokOrder? Find(string id) => Orders.Find(o => o.Id == id) ?? Archive.GetValueOrDefault(id);
}

/// <param name="Id">As the API names it.</param>
/// <param name="Available">Units by SKU; those it does not keep are missing.</param>
internal sealed record TikTokWarehouse(string Id, Dictionary<string, long> Available);

internal sealed class TikTokOrder
{
    public required string Id { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required List<TikTokUnit> Units { get; init; }

    /// <summary>In the API's vocabulary.</summary>
    public required string Status { get; set; }
    public required DateTimeOffset UpdatedAt { get; set; }
    public DateTimeOffset? PaidAt { get; set; }
    public DateTimeOffset? PackedAt { get; set; }
    public DateTimeOffset? CollectedAt { get; set; }
    public DateTimeOffset? DeliveredAt { get; set; }
    public DateTimeOffset? CancelledAt { get; set; }
    public string? CancelReason { get; set; }

    public bool IsFinished => Status is "COMPLETED" or "CANCELLED";
}

/// <summary>One piece: TikTok knows no quantities.</summary>
internal sealed class TikTokUnit
{
    public required string Id { get; init; }
    public required string Sku { get; init; }
    public required string Status { get; set; }
    public string? PackageId { get; set; }
    public string? TrackingNumber { get; set; }
}
