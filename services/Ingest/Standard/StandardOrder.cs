using System.Globalization;
using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Ingest.Payloads;

namespace CreatorFlow.Ingest.Standard;

/// <summary>Reads the <c>order.*</c> events.</summary>
internal static class StandardOrder
{
    public static OrderPlaced Placed(PayloadNode data, DateTimeOffset at)
    {
        var lines = data.Objects("lines").Select(Line).ToList();
        if (lines.Count == 0) data.Refuse("lines", "is empty");
        if (lines.DistinctBy(line => line.LineId).Count() != lines.Count) data.Refuse("lines", "names a `lineId` twice");
        return new()
        {
            OccurredAt = at,
            OrderId = data.Id("orderId"),
            PlacedAt = data.Time("placedAt") ?? at,
            Name = data.Text("name"),
            PaymentOpen = data.Text("status") == "unpaid",
            Lines = lines,
        };
    }

    /// <summary>Without a tracking number the event's own id stands for the shipment; whether it may is decided later.</summary>
    public static OrderDispatched Dispatched(PayloadNode data, DateTimeOffset at, string webhookId)
    {
        var trackingNumber = data.OptionalId("trackingNumber");
        return new()
        {
            OccurredAt = at,
            OrderId = data.Id("orderId"),
            ShipmentId = trackingNumber ?? webhookId,
            TrackingNumber = trackingNumber,
            Carrier = data.Text("carrier"),
            Lines = data.Has("lines") ? [.. data.Objects("lines").Select(DispatchedLine)] : null,
        };
    }

    public static OrderChanged Changed(PayloadNode data, DateTimeOffset at)
    {
        var status = data.Text("status");
        return new()
        {
            OccurredAt = at,
            OrderId = data.Id("orderId"),
            Status = status is "created" or "paid" ? status : null,
            PlatformStatus = status,
        };
    }

    /// <summary>Totals so far, whatever was said before.</summary>
    public static IEnumerable<OrderLinesCancelled> Reduced(PayloadNode data, DateTimeOffset at)
    {
        var lines = data.Has("lines") ? data.Objects("lines").Select(CancelledLine).ToList() : [];
        var refund = data.OptionalObject("refund") is { } money ? Price(money) : null;
        if (refund?.AmountMinor < 0) data.Refuse("refund", "is negative");
        if (lines.Count > 0 || refund is not null) yield return new() { OccurredAt = at, OrderId = data.Id("orderId"), Lines = lines, Refunded = refund };
    }

    private static CancelledLine CancelledLine(PayloadNode line)
    {
        var cancelled = line.Quantity("cancelled");
        if (cancelled < 0) line.Refuse("cancelled", "is negative");
        var id = line.OptionalId("lineId");
        return new() { LineId = id, Sku = id is null ? line.Id("sku") : null, Cancelled = cancelled };
    }

    private static PlacedLine Line(PayloadNode line, int index) => new()
    {
        LineId = line.OptionalId("lineId") ?? (index + 1).ToString(CultureInfo.InvariantCulture),
        Sku = line.Id("sku"),
        ListingId = line.OptionalId("listingId"),
        Title = line.Text("title"),
        Quantity = Units(line),
        UnitPrice = line.OptionalObject("unitPrice") is { } price ? Price(price) : null,
    };

    private static DispatchedLine DispatchedLine(PayloadNode line) => new()
    {
        LineId = line.OptionalId("lineId"),
        Sku = line.OptionalId("lineId") is null ? line.Id("sku") : line.OptionalId("sku"),
        Title = line.Text("title"),
        Quantity = Units(line),
    };

    private static long Units(PayloadNode line)
    {
        var quantity = line.Quantity("quantity");
        if (quantity < 1) line.Refuse("quantity", "is less than 1");
        return quantity;
    }

    private static Money Price(PayloadNode price)
    {
        var amountMinor = price.OptionalWhole("amountMinor");
        if (amountMinor is null) price.Refuse("amountMinor", "is missing");
        var currency = price.Text("currency");
        if (!MinorUnits.IsCurrency(currency)) price.Refuse("currency", "is not an ISO 4217 code");
        return new(amountMinor ?? 0, currency ?? "");
    }
}
