using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Channels;

namespace CreatorFlow.Adapters.Shopify;

/// <summary>Turns an order as read into what its webhooks would have said so far. Pure.</summary>
/// <remarks>The GraphQL enums are the webhooks' words in capitals; ids are the numbers within the global ids. Both ways must name orders, lines, listings and shipments alike.</remarks>
internal static class ShopifyOrderTranslator
{
    /// <summary>Settled by hand: help.shopify.com/en/manual/payments/additional-payment-methods/manual-payments.</summary>
    private static readonly HashSet<string> ManualPayments = new(["manual", "Cash on Delivery (COD)", "Bank Deposit", "Money Order"], StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<ChannelEvent> Translate(ShopifyOrder order)
    {
        var lines = order.LineItems.ToDictionary(l => l.Id, StringComparer.Ordinal);
        return [Placed(order), .. Changed(order), .. order.Fulfillments.Where(HasLeft).Select(s => Dispatched(order, s, lines)), .. ShopifyReductions.Of(order), .. CalledOff(order)];
    }

    private static OrderPlaced Placed(ShopifyOrder order) => new()
    {
        OccurredAt = order.CreatedAt,
        OrderId = order.OrderId,
        PlacedAt = order.CreatedAt,
        Name = order.Name,
        PaymentOpen = PaymentOpen(order),
        Lines = [.. order.LineItems.Where(l => l.Quantity > 0).Select(Line)],
    };

    /// <summary>A checkout that waits for its payment names who is to bring it. Orders with payment terms, which are not asked for, name nobody.</summary>
    private static bool PaymentOpen(ShopifyOrder order) => order.DisplayFinancialStatus == "PENDING"
        && order.PaymentGatewayNames.Count > 0 && !order.PaymentGatewayNames.Any(ManualPayments.Contains);

    private static IEnumerable<OrderChanged> Changed(ShopifyOrder order) => order.DisplayFinancialStatus is null or "PENDING" ? [] :
    [
        new()
        {
            OccurredAt = order.UpdatedAt,
            OrderId = order.OrderId,
            Status = order.DisplayFinancialStatus is "PAID" or "PARTIALLY_REFUNDED" ? "paid" : null,
            PlatformStatus = order.DisplayFinancialStatus.ToLowerInvariant(),
        },
    ];

    private static IEnumerable<OrderCalledOff> CalledOff(ShopifyOrder order) => order.CancelledAt is not { } cancelledAt ? [] :
        [new() { OccurredAt = cancelledAt, OrderId = order.OrderId, Reason = order.CancelReason?.ToLowerInvariant() }];

    private static bool HasLeft(ShopifyShipment shipment) => shipment.Status is not ("CANCELLED" or "ERROR" or "FAILURE");

    private static OrderDispatched Dispatched(ShopifyOrder order, ShopifyShipment shipment, Dictionary<string, ShopifyLine> lines)
    {
        var tracking = shipment.TrackingInfo.FirstOrDefault(t => t.Number is { Length: > 0 });
        return new()
        {
            OccurredAt = shipment.CreatedAt,
            OrderId = order.OrderId,
            ShipmentId = Number(shipment.Id),
            TrackingNumber = tracking?.Number,
            Carrier = tracking?.Company,
            Lines = [.. shipment.FulfillmentLineItems.Where(p => p.Quantity > 0).Select(p => Dispatched(p, lines.GetValueOrDefault(p.LineItem.Id)))],
        };
    }

    private static DispatchedLine Dispatched(ShopifyPart part, ShopifyLine? line) =>
        new() { LineId = Number(part.LineItem.Id), Sku = SkuOf(line), ListingId = ListingOf(line), Title = line?.Title, Quantity = part.Quantity!.Value };

    private static PlacedLine Line(ShopifyLine line) => new()
    {
        LineId = Number(line.Id),
        Sku = SkuOf(line),
        ListingId = ListingOf(line),
        Title = line.Title,
        Quantity = line.Quantity,
        UnitPrice = MinorUnits.Of(line.OriginalUnitPriceSet?.ShopMoney.Amount, line.OriginalUnitPriceSet?.ShopMoney.CurrencyCode),
    };

    /// <summary>What our SKUs cannot be counts as none, as in webhooks.</summary>
    private static string? SkuOf(ShopifyLine? line) =>
        line?.Sku is { Length: <= 200 } sku && !string.IsNullOrWhiteSpace(sku) && !sku.Any(char.IsControl) ? sku : null;

    /// <summary>Order lines know the variant, stock levels the inventory item: webhooks of products say which belong together.</summary>
    private static string? ListingOf(ShopifyLine? line) => Gid.Number(line?.Variant?.Id) is { } variant ? $"variant:{variant}" : null;

    public static string Number(string gid) => Gid.Number(gid) ?? throw new System.Text.Json.JsonException($"{gid} names nothing.");
}
