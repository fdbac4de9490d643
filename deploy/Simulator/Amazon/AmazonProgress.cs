using System.Globalization;
using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Simulator.Amazon;

/// <summary>How an order gets on.</summary>
internal static class AmazonProgress
{
    /// <summary>Three, seven and seven digits, as Amazon's are.</summary>
    public static string OrderId(long number)
    {
        var digits = number.ToString("D19", CultureInfo.InvariantCulture);
        return $"{digits[2..5]}-{digits[5..12]}-{digits[12..]}";
    }

    public static void Next(AmazonOrder order, World world, DateTimeOffset now)
    {
        if (order.Status == "PENDING") order.Status = "UNSHIPPED";
        else Ship(order, world, now);
    }

    /// <summary>Mostly one package; sometimes the first line travels alone.</summary>
    private static void Ship(AmazonOrder order, World world, DateTimeOffset now)
    {
        var left = order.Lines.Where(l => l.Shipped < l.Quantity).ToList();
        var alone = left.Count > 1 && world.Random.Percent(25);
        var leaving = alone ? left[..1] : left;
        order.Packages.Add(new AmazonPackage
        {
            Id = $"{world.Ids.Next(IdKind.Package)}",
            TrackingNumber = world.TrackingNumber(),
            ShippedAt = now,
            Units = leaving.ToDictionary(l => l.Id, l => l.Quantity, StringComparer.Ordinal),
        });
        foreach (var line in leaving) line.Shipped = line.Quantity;
        order.Status = alone ? "PARTIALLY_SHIPPED" : "SHIPPED";
    }
}
