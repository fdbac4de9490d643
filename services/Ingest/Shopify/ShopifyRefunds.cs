using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Ingest.Payloads;

namespace CreatorFlow.Ingest.Shopify;

/// <summary>What an order's refunds and edits took out of its lines: Shopify sends all of them every time, so these are totals.</summary>
/// <remarks>Source: shopify.dev/docs/api/admin-rest/latest/resources/refund, <c>restock_type</c> of a refunded line.</remarks>
internal static class ShopifyRefunds
{
    public static IEnumerable<OrderLinesCancelled> Of(PayloadNode order, DateTimeOffset triggeredAt)
    {
        var refunds = order.Objects("refunds");
        var refunded = refunds.SelectMany(r => r.Objects("refund_line_items"))
            .Select(l => (LineId: l.Id("line_item_id"), Units: l.Quantity("quantity"), Counts: l.Text("restock_type") is "cancel" or "return" or "legacy_restock")).ToList();
        var lines = order.Objects("line_items").Select(l => Line(l, refunded)).Where(l => l.Cancelled > 0).ToList();
        var money = Money([.. refunds.SelectMany(r => r.Objects("transactions"))]);
        if (lines.Count == 0 && money is null) yield break;
        yield return new() { OccurredAt = order.Time("updated_at") ?? triggeredAt, OrderId = order.Id("id"), Lines = lines, Refunded = money };
    }

    /// <summary>A refund that restocks nothing leaves what is to ship as it is; units that no refund names were edited out of the order.</summary>
    private static CancelledLine Line(PayloadNode line, List<(string LineId, long Units, bool Counts)> refunded)
    {
        var id = line.Id("id");
        var own = refunded.Where(r => r.LineId == id).ToList();
        var removed = line.OptionalQuantity("current_quantity") is { } current ? line.Quantity("quantity") - current - own.Sum(r => r.Units) : 0;
        return new() { LineId = id, Cancelled = own.Where(r => r.Counts).Sum(r => r.Units) + Math.Max(0, removed) };
    }

    private static Money? Money(List<PayloadNode> transactions)
    {
        var paid = transactions.Where(t => t.Text("kind") == "refund" && t.Text("status") == "success")
            .Select(t => MinorUnits.Of(t.Text("amount"), t.Text("currency"))).OfType<Money>().ToList();
        return paid.Count == 0 ? null : new(paid.Where(m => m.Currency == paid[0].Currency).Sum(m => m.AmountMinor), paid[0].Currency);
    }
}
