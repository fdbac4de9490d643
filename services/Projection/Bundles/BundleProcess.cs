using CreatorFlow.Contracts.Channels;
using CreatorFlow.Domain.Inventory;
using CreatorFlow.Projection.Books;

namespace CreatorFlow.Projection.Bundles;

/// <summary>A bundle and its components, in one transaction.</summary>
internal static class BundleProcess
{
    public static void Assemble(Ledger ledger, BundleAssembled e)
    {
        var before = ledger.Stock(e.Sku).Components;
        ledger.Book(e.Sku, new AssembleBundle(e.Components, e.OccurredAt));
        foreach (var gone in before.ExceptBy(e.Components.Select(c => c.Sku), c => c.Sku)) ledger.Book(gone.Sku, new JoinBundle(e.Sku, 0, e.OccurredAt));
        foreach (var component in e.Components.Except(before)) ledger.Book(component.Sku, new JoinBundle(e.Sku, component.Quantity, e.OccurredAt));
    }

    /// <summary>Counts every bundle anew that an event may have changed: its components were touched, or it was itself.</summary>
    public static void Settle(Ledger ledger, DateTimeOffset occurredAt)
    {
        foreach (var bundle in ledger.Touched.SelectMany(sku => ledger.Stock(sku).PartOf.Append(sku)).Distinct(StringComparer.Ordinal).ToList())
            if (ledger.Stock(bundle) is { IsBundle: true } stock)
                ledger.Book(bundle, new CountBundles(Domain.Inventory.Bundles.Available(stock.Components, ledger.Stock), occurredAt));
    }
}
