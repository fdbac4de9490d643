using System.Security.Cryptography;
using System.Text.Json;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Contracts.Work;

namespace CreatorFlow.Adapters.Orders;

/// <summary>An order as read becomes a delivery, like a webhook that carries it. Pure.</summary>
internal static class OrderDelivery
{
    public const string Topic = "api/order_detail";

    /// <summary>The key of an order in a state.</summary>
    public static string KeyOf(string orderId, string state) => $"order-detail:{orderId}:{state}";

    /// <summary>The delivery of one read: the same state of the order has the same key, whoever asked and how often.</summary>
    /// <param name="source">Whose words they are.</param>
    /// <param name="work">Why it was read.</param>
    /// <param name="json">The order's JSON as it came.</param>
    /// <param name="receivedAt">When it came.</param>
    public static Delivery Of(IOrderSource source, FetchOrder work, byte[] json, DateTimeOffset receivedAt)
    {
        var delivery = new Delivery
        {
            Id = Guid.CreateVersion7(receivedAt).ToString("N"),
            CreatorId = work.CreatorId,
            ConnectionId = work.ConnectionId,
            Platform = work.Platform,
            Topic = Topic,
            Checksum = Convert.ToHexStringLower(SHA256.HashData(json)),
            IdempotencyKey = "",
            ReceivedAt = receivedAt,
            TraceParent = work.TraceParent,
            Body = json,
        };
        return Translated(source, delivery, work.PlatformOrderId);
    }

    private static Delivery Translated(IOrderSource source, Delivery delivery, string orderId)
    {
        try
        {
            var order = source.Translate(delivery.Body);
            return delivery with { IdempotencyKey = KeyOf(orderId, order.State), Events = order.Events };
        }
        catch (JsonException e)
        {
            return delivery with
            {
                IdempotencyKey = KeyOf(orderId, delivery.Checksum),
                Quarantined = "order_detail.unreadable",
                Reason = $"The order could not be read at {e.Path ?? "$"}.",
            };
        }
    }
}
