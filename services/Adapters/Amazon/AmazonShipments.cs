using CreatorFlow.Contracts.Channels;

namespace CreatorFlow.Adapters.Amazon;

/// <summary>The packages of an order that have left.</summary>
internal static class AmazonShipments
{
    /// <summary>One dispatch for each package; without any package what is fulfilled left under the order's own id.</summary>
    public static IEnumerable<OrderDispatched> Of(AmazonOrder order)
    {
        var packages = Left(order);
        return packages.Count > 0 ? packages.Select(p => Dispatched(order, p)) : [Dispatched(order)];
    }

    /// <summary>The customer has the goods once every package has arrived.</summary>
    public static IEnumerable<OrderArrived> Arrival(AmazonOrder order)
    {
        var packages = Left(order);
        if (packages.Count == 0 || packages.Exists(p => p.PackageStatus?.Status != "DELIVERED")) return [];
        return [new OrderArrived { OccurredAt = order.UpdatedAt, OrderId = order.OrderId }];
    }

    public static string? SkuOf(AmazonItem item) => string.IsNullOrWhiteSpace(item.Product.SellerSku) ? null : item.Product.SellerSku;

    private static List<AmazonPackage> Left(AmazonOrder order) => [.. (order.Packages ?? []).Where(p => p.PackageStatus?.Status is not ("PENDING" or "CANCELLED"))];

    private static OrderDispatched Dispatched(AmazonOrder order, AmazonPackage package) => new()
    {
        OccurredAt = package.ShipTime ?? package.CreatedTime ?? order.UpdatedAt,
        OrderId = order.OrderId,
        ShipmentId = package.PackageReferenceId,
        TrackingNumber = package.TrackingNumber,
        Carrier = package.Carrier,
        Lines = Lines(order, i => package.PackageItems?.Where(p => p.OrderItemId == i.OrderItemId).Sum(p => p.Quantity) ?? 0),
    };

    private static OrderDispatched Dispatched(AmazonOrder order) => new()
    {
        OccurredAt = order.UpdatedAt,
        OrderId = order.OrderId,
        ShipmentId = order.OrderId,
        Lines = Lines(order, i => i.Fulfillment?.QuantityFulfilled ?? 0),
    };

    /// <summary>None for what Amazon ships: it takes nothing of the seller's.</summary>
    private static IReadOnlyList<DispatchedLine> Lines(AmazonOrder order, Func<AmazonItem, long> quantity) => !order.ShipsFromSeller ? [] :
    [
        .. order.OrderItems.Select(i => (Item: i, Quantity: quantity(i))).Where(l => l.Quantity > 0).Select(l => new DispatchedLine
        {
            LineId = l.Item.OrderItemId,
            Sku = SkuOf(l.Item),
            ListingId = SkuOf(l.Item),
            Title = l.Item.Product.Title,
            Quantity = l.Quantity,
        }),
    ];
}
