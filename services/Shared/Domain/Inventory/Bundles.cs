using CreatorFlow.Contracts.Inventory;

namespace CreatorFlow.Domain.Inventory;

/// <summary>A bundle has no stock of its own: it is available as often as its scarcest component allows.</summary>
internal static class Bundles
{
    public static IReadOnlyList<StockEvent> Assemble(AssembleBundle c, StockState stock)
    {
        if (c.Components.Any(k => k.Quantity < 1) || c.Components.DistinctBy(k => k.Sku).Count() != c.Components.Count) throw new RefusedException("bundle.components_invalid");
        if (c.Components.Count > 0 && !stock.IsBundle && stock.OnHand != 0) throw new RefusedException("bundle.has_stock");
        if (!stock.PartOf.IsEmpty) throw new RefusedException("bundle.nested");
        return stock.Components.SequenceEqual(c.Components) ? [] : [new BundleDefined { Components = c.Components, OccurredAt = c.OccurredAt }];
    }

    public static IReadOnlyList<StockEvent> Join(JoinBundle c, StockState stock)
    {
        if (c.Quantity > 0 && stock.IsBundle) throw new RefusedException("bundle.nested");
        return [new BundleJoined { BundleSku = c.BundleSku, Quantity = c.Quantity, OccurredAt = c.OccurredAt }];
    }

    /// <summary>The least that any component allows; none when one of them is short of its own.</summary>
    public static long Available(IReadOnlyCollection<BundleComponent> components, Func<string, StockState> stock) =>
        components.Count == 0 ? 0 : Math.Max(0, components.Min(c => stock(c.Sku).Available / c.Quantity));
}
