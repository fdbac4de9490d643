using System.Text.Json.Serialization;

namespace CreatorFlow.Simulator.Shopify;

/// <summary>What the shop knows.</summary>
internal sealed class ShopifyState
{
    public required string Domain { get; init; }
    public required List<ShopifyLocation> Locations { get; init; }
    public List<ShopifyOrder> Open { get; init; } = [];

    /// <summary>The last finished orders, the oldest first.</summary>
    public List<ShopifyOrder> Finished { get; init; } = [];

    /// <summary>Orders finished longer ago: the API still answers for them, but the state file stays small.</summary>
    [JsonIgnore] public List<ShopifyOrder> Archive { get; } = [];
    public int OrdersPlaced { get; set; }

    /// <summary>Which webhooks go where; null until the shop is open.</summary>
    public List<ShopifySubscription>? Subscriptions { get; set; }

    public ShopifyLocation Location(long id) => Locations.First(l => l.Id == id);
}

/// <param name="Id">Unlike any other of the shop's.</param>
/// <param name="Topic">As in the header of a webhook.</param>
/// <param name="Uri">Where it goes.</param>
internal sealed record ShopifySubscription(long Id, string Topic, string Uri);

internal sealed class ShopifyLocation
{
    public required long Id { get; init; }
    public required string Name { get; init; }

    /// <summary>Available units by SKU.</summary>
    public required Dictionary<string, long> Available { get; init; }
}

internal sealed class ShopifyOrder
{
    public required long Id { get; init; }

    /// <summary>The seller's number, from 1001.</summary>
    public required int Number { get; init; }
    public required string Token { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required List<ShopifyLine> Lines { get; init; }
    public DateTimeOffset UpdatedAt { get; set; }
    public bool Paid { get; set; }
    public int Fulfillments { get; set; }
    public DateTimeOffset? CancelledAt { get; set; }
    public string? CancelReason { get; set; }
    public List<ShopifyParcel> Parcels { get; init; } = [];
}

/// <param name="Id">Of the fulfillment.</param>
/// <param name="TrackingNumber">The carrier's.</param>
/// <param name="SentAt">When it left.</param>
/// <param name="Lines">Ids of the lines that are in it, with all of their units.</param>
internal sealed record ShopifyParcel(long Id, string TrackingNumber, DateTimeOffset SentAt, IReadOnlyList<long> Lines);

internal sealed class ShopifyLine
{
    public required long Id { get; init; }
    public required string Sku { get; init; }
    public required long Quantity { get; init; }
    public required long LocationId { get; init; }
    public bool Shipped { get; set; }
}
