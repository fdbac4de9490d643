using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Channels;

namespace CreatorFlow.Adapters.Shopify;

/// <summary>What an order's refunds and edits took out of its lines, as totals. Pure.</summary>
internal static class ShopifyReductions
{
    public static IEnumerable<OrderLinesCancelled> Of(ShopifyOrder order)
    {
        var refunded = order.Refunds.SelectMany(r => r.RefundLineItems).ToLookup(p => p.LineItem.Id, StringComparer.Ordinal);
        var lines = order.LineItems.Select(l => Line(order, l, refunded[l.Id].ToList())).Where(l => l.Cancelled > 0).ToList();
        var money = Money([.. order.Refunds.SelectMany(r => r.Transactions)]);
        if (lines.Count == 0 && money is null) yield break;
        yield return new() { OccurredAt = order.UpdatedAt, OrderId = order.OrderId, Lines = lines, Refunded = money };
    }

    /// <summary>
    /// A refund that restocks nothing leaves what is to ship as it is; units that no refund names were edited out of the order.
    /// A cancelled order has none left, which its cancellation says.
    /// </summary>
    private static CancelledLine Line(ShopifyOrder order, ShopifyLine line, List<ShopifyPart> refunded)
    {
        var removed = order.CancelledAt is null && line.CurrentQuantity is { } current ? line.Quantity - current - refunded.Sum(p => p.Quantity ?? 0) : 0;
        var counted = refunded.Where(p => p.RestockType is "CANCEL" or "RETURN" or "LEGACY_RESTOCK").Sum(p => p.Quantity ?? 0);
        return new() { LineId = ShopifyOrderTranslator.Number(line.Id), Cancelled = counted + Math.Max(0, removed) };
    }

    private static Money? Money(List<ShopifyPayment> payments)
    {
        var paid = payments.Where(p => p is { Kind: "REFUND", Status: "SUCCESS" })
            .Select(p => MinorUnits.Of(p.AmountSet.ShopMoney.Amount, p.AmountSet.ShopMoney.CurrencyCode)).OfType<Money>().ToList();
        return paid.Count == 0 ? null : new(paid.Where(m => m.Currency == paid[0].Currency).Sum(m => m.AmountMinor), paid[0].Currency);
    }
}
