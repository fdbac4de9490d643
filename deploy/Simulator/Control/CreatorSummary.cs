using System.Text.Json.Serialization;
using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Simulator.Control;

/// <summary>The truth of a creator's channels, to compare with what CreatorFlow believes. A copy: safe outside the lock.</summary>
internal sealed record CreatorSummary(
    string Id, ShopifySummary? Shopify, [property: JsonPropertyName("tiktok")] TikTokSummary? TikTok, StandardSummary? Standard, AmazonSummary? Amazon = null, WebhookSummary? Webhooks = null)
{
    public static CreatorSummary Of(SimulatedCreator creator) => new(
        creator.Id,
        creator.State.Shopify is { } shopify
            ? new ShopifySummary(shopify.OrdersPlaced, shopify.Open.Count,
                [.. shopify.Locations.Select(l => new LocationSummary($"{l.Id}", l.Name, new(l.Available)))])
            : null,
        creator.State.TikTok is { } tiktok
            ? new TikTokSummary(tiktok.OrdersPlaced, tiktok.Orders.Count(o => !o.IsFinished), tiktok.WarehouseId, new(tiktok.Available))
            : null,
        creator.State.Standard is { } standard
            ? new StandardSummary(standard.OrdersPlaced, standard.Open.Count, new(standard.Told))
            : null,
        creator.State.Amazon is { } amazon
            ? new AmazonSummary(amazon.OrdersPlaced, amazon.Orders.Count(o => !o.IsFinished), new(amazon.Available))
            : null,
        new(creator.State.Faults.Made, creator.State.Faults.Lost, creator.State.Faults.Duplicated, creator.State.Faults.Reordered));
}

internal sealed record ShopifySummary(int OrdersPlaced, int OpenOrders, IReadOnlyList<LocationSummary> Locations);

/// <summary>Available is units by SKU.</summary>
internal sealed record LocationSummary(string Id, string Name, Dictionary<string, long> Available);

/// <summary>Available is units by SKU.</summary>
internal sealed record TikTokSummary(int OrdersPlaced, int OpenOrders, string WarehouseId, Dictionary<string, long> Available);

/// <summary>Available is units by SKU that the seller ships.</summary>
internal sealed record AmazonSummary(int OrdersPlaced, int OpenOrders, Dictionary<string, long> Available);

/// <summary>Told is the sum of the differences told, by SKU.</summary>
internal sealed record StandardSummary(int OrdersPlaced, int OpenOrders, Dictionary<string, long> Told);

/// <summary>What became of the webhooks.</summary>
internal sealed record WebhookSummary(long Made, long Lost, long Duplicated, long Reordered);
