using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Simulator.TikTok;

/// <summary>How an order gets on when nobody cancels it.</summary>
internal static class TikTokProgress
{
    /// <summary>Moves the order to its next status.</summary>
    public static void Next(TikTokOrder order, World world, DateTimeOffset now)
    {
        order.Status = order.Status switch
        {
            "UNPAID" => Pay(order, world, now),
            "ON_HOLD" => All(order, "AWAITING_SHIPMENT"),
            "AWAITING_SHIPMENT" => Pack(order, world, now),
            "AWAITING_COLLECTION" => Collect(order, now),
            "PARTIALLY_SHIPPING" => All(order, "IN_TRANSIT"),
            "IN_TRANSIT" => Deliver(order, now),
            _ => All(order, "COMPLETED"),
        };
    }

    private static string Pay(TikTokOrder order, World world, DateTimeOffset now)
    {
        order.PaidAt = now;
        return All(order, world.Random.Percent(10) ? "ON_HOLD" : "AWAITING_SHIPMENT");
    }

    /// <summary>Mostly one package; sometimes the first SKU travels alone.</summary>
    private static string Pack(TikTokOrder order, World world, DateTimeOffset now)
    {
        var split = order.Units.DistinctBy(u => u.Sku).Count() > 1 && world.Random.Percent(25);
        var first = order.Units[0].Sku;
        order.PackedAt = now;
        foreach (var package in order.Units.GroupBy(u => split && u.Sku == first).ToList())
        {
            var (id, tracking) = (world.Ids.NextText(IdKind.Package), world.TrackingNumber());
            foreach (var unit in package) (unit.PackageId, unit.TrackingNumber) = (id, tracking);
        }
        return All(order, "AWAITING_COLLECTION");
    }

    /// <summary>Of several packages the first leaves alone.</summary>
    private static string Collect(TikTokOrder order, DateTimeOffset now)
    {
        order.CollectedAt = now;
        var leaving = order.Units.Where(u => u.PackageId == order.Units[0].PackageId).ToList();
        if (leaving.Count == order.Units.Count) return All(order, "IN_TRANSIT");
        foreach (var unit in leaving) unit.Status = "IN_TRANSIT";
        return "PARTIALLY_SHIPPING";
    }

    private static string Deliver(TikTokOrder order, DateTimeOffset now)
    {
        order.DeliveredAt = now;
        return All(order, "DELIVERED");
    }

    private static string All(TikTokOrder order, string status)
    {
        foreach (var unit in order.Units) unit.Status = status;
        return status;
    }
}
