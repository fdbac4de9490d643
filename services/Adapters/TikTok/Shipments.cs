using CreatorFlow.Contracts.Channels;

namespace CreatorFlow.Adapters.TikTok;

/// <summary>The packages of an order that have left.</summary>
internal static class Shipments
{
    /// <summary>One dispatch for each package; units without a package travel in the order's only one, or under the order's own id.</summary>
    public static IEnumerable<OrderDispatched> Of(OrderDetail order)
    {
        var names = new LineNames(order.LineItems);
        return order.LineItems.Where(unit => HasLeft(order, unit))
            .GroupBy(unit => PackageOf(order, unit))
            .Select(package => Dispatched(order, package, names));
    }

    private static bool HasLeft(OrderDetail order, OrderUnit unit) => order.Status == "PARTIALLY_SHIPPING"
        ? unit.DisplayStatus is "IN_TRANSIT" or "DELIVERED" or "COMPLETED"
        : !OrderLines.IsCancelled(unit);

    private static string PackageOf(OrderDetail order, OrderUnit unit) =>
        unit.PackageId is { Length: > 0 } id ? id
        : order.Packages is [var only] ? only.Id
        : order.Id;

    private static OrderDispatched Dispatched(OrderDetail order, IGrouping<string, OrderUnit> package, LineNames names) => new()
    {
        OccurredAt = UnixTime.Of(order.CollectionTime, package.First().RtsTime, order.RtsTime, order.UpdateTime, order.CreateTime),
        OrderId = order.Id,
        ShipmentId = package.Key,
        TrackingNumber = FirstOf(package.Select(u => u.TrackingNumber), order.TrackingNumber),
        Carrier = FirstOf(package.Select(u => u.ShippingProviderName), order.ShippingProvider),
        Lines = OrderLines.Dispatched(package, names),
    };

    private static string? FirstOf(IEnumerable<string?> ofUnits, string? ofOrder) =>
        ofUnits.Append(ofOrder).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));
}
