using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Channels;

namespace CreatorFlow.Adapters.TikTok;

/// <summary>Counts an order's units into lines.</summary>
/// <remarks>A line is a SKU; a SKU sold at several prices in one order is several lines, each named by its price too.</remarks>
internal static class OrderLines
{
    /// <summary>The lines as placed. Units cancelled since are left out unless all are, so that nothing is reserved for them.</summary>
    public static IReadOnlyList<PlacedLine> Placed(IReadOnlyList<OrderUnit> units)
    {
        var wanted = units.Where(u => !IsCancelled(u)).ToList();
        var names = new LineNames(units);
        return [.. (wanted.Count > 0 ? wanted : units).GroupBy(names.Of).Select(Line)];
    }

    /// <summary>The given units of an order as the lines of a shipment.</summary>
    public static IReadOnlyList<DispatchedLine> Dispatched(IEnumerable<OrderUnit> units, LineNames names) =>
        [.. units.GroupBy(names.Of).Select(line => new DispatchedLine
        {
            LineId = line.Key,
            Sku = Sku(line.First()),
            ListingId = line.First().SkuId,
            Title = Title(line.First()),
            Quantity = line.LongCount(),
        })];

    public static bool IsCancelled(OrderUnit unit) => unit.DisplayStatus is "CANCELLED" or "CANCEL";

    private static PlacedLine Line(IGrouping<string, OrderUnit> line) => new()
    {
        LineId = line.Key,
        Sku = Sku(line.First()),
        ListingId = line.First().SkuId,
        Title = Title(line.First()),
        Quantity = line.LongCount(),
        UnitPrice = MinorUnits.Of(line.First().SalePrice, line.First().Currency?.ToUpperInvariant()),
    };

    private static string? Sku(OrderUnit unit) => string.IsNullOrWhiteSpace(unit.SellerSku) ? null : unit.SellerSku;

    private static string? Title(OrderUnit unit) => (unit.ProductName, unit.SkuName) switch
    {
        ({ Length: > 0 } product, { Length: > 0 } variant) => $"{product} ({variant})",
        ({ Length: > 0 } product, _) => product,
        (_, var variant) => string.IsNullOrEmpty(variant) ? null : variant,
    };
}

/// <summary>Which line of its order a unit belongs to: the platform's SKU id, with the price where one price does not fit all.</summary>
internal sealed class LineNames(IReadOnlyList<OrderUnit> units)
{
    private readonly HashSet<string> severalPrices =
        [.. units.GroupBy(u => u.SkuId).Where(g => g.Select(u => u.SalePrice).Distinct().Count() > 1).Select(g => g.Key)];

    public string Of(OrderUnit unit) => severalPrices.Contains(unit.SkuId) ? $"{unit.SkuId}@{unit.SalePrice}" : unit.SkuId;
}
