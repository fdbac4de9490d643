using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Ingest.Payloads;

namespace CreatorFlow.Ingest.Shopify;

/// <summary>Reads the Order resource.</summary>
internal static class ShopifyOrder
{
    /// <summary>Shopify's names of payments that are settled by hand.</summary>
    /// <remarks>Source: help.shopify.com/en/manual/payments/additional-payment-methods/manual-payments.</remarks>
    private static readonly HashSet<string> ManualPayments = new(["manual", "Cash on Delivery (COD)", "Bank Deposit", "Money Order"], StringComparer.OrdinalIgnoreCase);

    public static OrderPlaced Placed(PayloadNode order, DateTimeOffset triggeredAt)
    {
        var createdAt = CreatedAt(order, triggeredAt);
        return new()
        {
            OccurredAt = createdAt,
            OrderId = order.Id("id"),
            PlacedAt = createdAt,
            Name = order.Text("name"),
            PaymentOpen = PaymentOpen(order),
            Lines = Lines(order),
        };
    }

    /// <summary>An order paid at the till is paid when it is created; <c>orders/paid</c> may come later, or never.</summary>
    public static IEnumerable<OrderChanged> PaidAtOnce(PayloadNode order, DateTimeOffset triggeredAt) =>
        order.Text("financial_status") == "paid" ? [Changed(order, triggeredAt) with { OccurredAt = CreatedAt(order, triggeredAt) }] : [];

    /// <summary>Paid later by agreement (terms, cash on delivery, transfer) is not a checkout that waits for its payment.</summary>
    private static bool PaymentOpen(PayloadNode order) => order.Text("financial_status") == "pending"
        && order.OptionalObject("payment_terms") is null
        && !order.Ids("payment_gateway_names").Any(ManualPayments.Contains);

    public static OrderChanged Changed(PayloadNode order, DateTimeOffset triggeredAt)
    {
        var financialStatus = order.Text("financial_status");
        return new()
        {
            OccurredAt = order.Time("updated_at") ?? triggeredAt,
            OrderId = order.Id("id"),
            Status = financialStatus is "paid" or "partially_refunded" ? "paid" : null,
            PlatformStatus = financialStatus,
        };
    }

    public static IEnumerable<OrderCalledOff> CalledOffIfSo(PayloadNode order) =>
        order.Time("cancelled_at") is { } cancelledAt ? [CalledOff(order, cancelledAt)] : [];

    public static OrderCalledOff CalledOff(PayloadNode order, DateTimeOffset triggeredAt) => new()
    {
        OccurredAt = order.Time("cancelled_at") ?? order.Time("updated_at") ?? triggeredAt,
        OrderId = order.Id("id"),
        Reason = order.Text("cancel_reason"),
    };

    private static DateTimeOffset CreatedAt(PayloadNode order, DateTimeOffset triggeredAt) =>
        order.Time("created_at") ?? order.Time("updated_at") ?? triggeredAt;

    /// <summary>A line edited down to nothing is no line.</summary>
    private static List<PlacedLine> Lines(PayloadNode order) =>
        [.. order.Objects("line_items").Select(line => Line(line, order)).Where(line => line.Quantity > 0)];

    private static PlacedLine Line(PayloadNode line, PayloadNode order) => new()
    {
        LineId = line.Id("id"),
        Sku = line.PlatformSku("sku"),
        ListingId = ShopifyProduct.VariantAlias(line.OptionalId("variant_id")),
        Title = line.Text("title"),
        Quantity = line.Quantity("quantity"),
        UnitPrice = Price(line, order),
    };

    private static Money? Price(PayloadNode line, PayloadNode order) =>
        line.OptionalObject("price_set")?.OptionalObject("shop_money") is { } shopMoney
            ? MinorUnits.Of(shopMoney.Text("amount"), shopMoney.Text("currency_code"))
            : MinorUnits.Of(line.Text("price"), order.Text("currency"));
}
