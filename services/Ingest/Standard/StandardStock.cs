using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Ingest.Payloads;

namespace CreatorFlow.Ingest.Standard;

/// <summary>Reads <c>inventory.*</c>, <c>listing.*</c> and <c>bundle.defined</c>.</summary>
internal static class StandardStock
{
    /// <summary>A count (<c>set</c>) or a difference (<c>delta</c>), never both.</summary>
    public static ChannelEvent Updated(PayloadNode data, DateTimeOffset at)
    {
        var set = data.OptionalQuantity("set");
        var delta = data.OptionalQuantity("delta");
        if (set is null == delta is null) data.Refuse("set", "and `delta`: exactly one of them must be there");
        if (delta is 0) data.Refuse("delta", "is zero");
        var (sku, location, reason) = (data.Id("sku"), data.OptionalId("location"), data.Text("reason"));
        return set is { } quantity
            ? new StockSet { OccurredAt = at, Sku = sku, Location = location, Quantity = quantity, Reason = reason }
            : new StockChanged { OccurredAt = at, Sku = sku, Location = location, Delta = delta ?? 0, Reason = reason };
    }

    /// <summary>What a channel can sell, which is not what somebody counted; <c>available</c> null or missing: it is not tracked.</summary>
    public static StockReported Reported(PayloadNode data, DateTimeOffset at) => new()
    {
        OccurredAt = at,
        ListingId = data.Id("listingId"),
        Location = data.OptionalId("location"),
        Available = data.OptionalQuantity("available"),
    };

    public static ListingSeen Seen(PayloadNode data, DateTimeOffset at) => new()
    {
        OccurredAt = at,
        ListingId = data.Id("listingId"),
        Aliases = data.Ids("aliases"),
        Sku = data.OptionalId("sku"),
        ProductId = data.OptionalId("productId"),
        Title = data.Text("title"),
        Barcode = data.OptionalId("barcode"),
        Status = data.Text("status"),
    };

    public static ListingAssigned Linked(PayloadNode data, DateTimeOffset at)
    {
        var platform = data.Id("platform");
        if (platform is not (Platforms.Shopify or Platforms.TikTok or Platforms.Instagram or Platforms.Amazon or Platforms.Standard))
            data.Refuse("platform", "is not a platform");
        return new()
        {
            OccurredAt = at,
            Platform = platform,
            ConnectionId = data.Id("connectionId"),
            ListingId = data.Id("listingId"),
            Sku = data.Id("sku"),
        };
    }

    /// <summary>What a bundle is made of; no components dissolve it.</summary>
    public static BundleAssembled Assembled(PayloadNode data, DateTimeOffset at)
    {
        var components = data.Objects("components").Select(c => new BundleComponent(c.Id("sku"), c.OptionalQuantity("quantity") ?? 1)).ToList();
        if (components.Exists(c => c.Quantity < 1)) data.Refuse("components", "holds a quantity below 1");
        return new() { OccurredAt = at, Sku = data.Id("sku"), Components = components };
    }
}
