using CreatorFlow.Contracts.Channels;
using CreatorFlow.Ingest.Payloads;

namespace CreatorFlow.Ingest.Amazon;

/// <summary>Reads what is said of orders. Prices and the rest are read from the platform's API afterwards.</summary>
internal static class AmazonOrder
{
    /// <summary>A buyer who asks for a cancellation has not got it yet: the status decides.</summary>
    public static IReadOnlyList<ChannelEvent> Changed(PayloadNode payload, DateTimeOffset eventTime)
    {
        var order = payload.Object("OrderChangeNotification");
        var trigger = order.OptionalObject("OrderChangeTrigger");
        var at = trigger?.Time("TimeOfOrderChange") ?? eventTime;
        var orderId = order.Id("AmazonOrderId");
        var status = order.Object("Summary").Text("OrderStatus");
        var changed = new OrderChanged { OccurredAt = at, OrderId = orderId, Status = OurStatus(status), PlatformStatus = status, NeedsDetail = true };
        return status is "Canceled" or "Cancelled"
            ? [changed, new OrderCalledOff { OccurredAt = at, OrderId = orderId, Reason = trigger?.Text("ChangeReason") }]
            : [changed];
    }

    /// <summary>Amazon ships by itself; what left stands in the order.</summary>
    public static OrderChanged ShipmentChanged(PayloadNode payload, DateTimeOffset at) => new()
    {
        OccurredAt = at,
        OrderId = payload.Object("FBAOutboundShipmentStatusNotification").Id("AmazonOrderId"),
        NeedsDetail = true,
    };

    private static string? OurStatus(string? status) => status switch
    {
        "Pending" or "PendingAvailability" => "created",
        "Unshipped" or "PartiallyShipped" => "paid",
        _ => null,
    };
}
