using CreatorFlow.Contracts.Channels;
using CreatorFlow.Ingest.Payloads;

namespace CreatorFlow.Ingest.TikTok;

/// <summary>Reads what is said of orders. No webhook carries lines or tracking numbers: the order is read from the API afterwards.</summary>
internal static class TikTokOrder
{
    /// <remarks>The webhook says <c>CANCEL</c> where the API says <c>CANCELLED</c>; both are taken.</remarks>
    public static IReadOnlyList<ChannelEvent> StatusChanged(PayloadNode data, DateTimeOffset at)
    {
        var orderId = data.Id("order_id");
        var status = data.Id("order_status");
        var changed = Changed(orderId, status, at) with { Status = OurStatus(status) };
        return status switch
        {
            "DELIVERED" or "COMPLETED" => [changed, new OrderArrived { OccurredAt = at, OrderId = orderId }],
            "CANCEL" or "CANCELLED" => [changed, new OrderCalledOff { OccurredAt = at, OrderId = orderId }],
            _ => [changed],
        };
    }

    public static IReadOnlyList<ChannelEvent> PackagesChanged(PayloadNode data, DateTimeOffset at) =>
        [.. data.Objects("package_list").SelectMany(package => package.Ids("order_id_list")).Distinct().Select(orderId => Changed(orderId, null, at))];

    /// <summary>A request to cancel is not a cancellation yet, and may be withdrawn.</summary>
    public static ChannelEvent CancellationChanged(PayloadNode data, DateTimeOffset at)
    {
        var orderId = data.Id("order_id");
        var status = data.Id("cancel_status");
        return status.EndsWith("_SUCCESS", StringComparison.Ordinal) || status.EndsWith("_COMPLETE", StringComparison.Ordinal)
            ? new OrderCalledOff { OccurredAt = at, OrderId = orderId, Reason = data.Text("cancellations_role") }
            : Changed(orderId, status, at);
    }

    public static OrderChanged Changed(string orderId, string? platformStatus, DateTimeOffset at) =>
        new() { OccurredAt = at, OrderId = orderId, PlatformStatus = platformStatus, NeedsDetail = true };

    private static string? OurStatus(string status) => status switch
    {
        "UNPAID" => "created",
        "ON_HOLD" or "AWAITING_SHIPMENT" or "AWAITING_COLLECTION" => "paid",
        _ => null,
    };
}
