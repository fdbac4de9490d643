using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;

namespace CreatorFlow.Ingest.Webhooks;

/// <summary>The idempotency key of a delivery: the platform's own delivery id, else one derived from what it says.</summary>
/// <remarks>A platform's id is unique to its sender, our key to the creator: so it is qualified by the connection. Two systems
/// that both count their webhooks from 1 must not silence each other.</remarks>
internal static class DeliveryKey
{
    private const int MaxLength = 200;
    private const string Hashed = "sha256:";

    public static string Of(Connection connection, WebhookIdentity identity, Delivery delivery)
    {
        var key = $"{connection.Id}:{identity.Key ?? Derived(delivery)}";
        // It becomes part of an index: a sender's endless id must not be able to break the insert.
        return key.Length <= MaxLength ? key : $"{connection.Id}:{Hashed}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}";
    }

    /// <summary>Whether it came as a webhook: what the platform's own services and people send has keys of other makes.</summary>
    public static bool IsWebhook(Delivery delivery) => delivery.IdempotencyKey.StartsWith($"{delivery.ConnectionId}:", StringComparison.Ordinal);

    /// <summary>The platform's own delivery id within a key, or what was derived in its place; null when it was too long to be kept.</summary>
    public static string? IdWithin(Delivery delivery) =>
        delivery.IdempotencyKey[(delivery.ConnectionId.Length + 1)..] is var id && id.StartsWith(Hashed, StringComparison.Ordinal) ? null : id;

    /// <summary>Orders by the minute, stock by the second, each with the checksum: two real changes in one second stay two.</summary>
    private static string Derived(Delivery delivery) => delivery.Events.Count == 0
        ? $"{delivery.Topic}:{delivery.Checksum}"
        : $"{Subject(delivery.Events[0], delivery)}:{delivery.Checksum}";

    private static string Subject(ChannelEvent first, Delivery delivery) => OrderId(first) is { } order
        ? $"{order}:{delivery.Topic}:{Stamp(first, delivery, "yyyyMMddHHmm")}"
        : $"{ListingId(first)}:{delivery.Topic}:{delivery.Platform}:{Stamp(first, delivery, "yyyyMMddHHmmss")}";

    /// <summary>Empty when the payload names no time: our own would make a retry a new delivery.</summary>
    private static string Stamp(ChannelEvent first, Delivery delivery, string format) =>
        first.OccurredAt == delivery.ReceivedAt ? "" : first.OccurredAt.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);

    private static string? OrderId(ChannelEvent happened) => happened switch
    {
        OrderPlaced e => e.OrderId,
        OrderChanged e => e.OrderId,
        OrderDispatched e => e.OrderId,
        OrderArrived e => e.OrderId,
        OrderCalledOff e => e.OrderId,
        _ => null,
    };

    private static string ListingId(ChannelEvent happened) => happened switch
    {
        StockReported e => e.ListingId,
        ListingSeen e => e.ListingId,
        ListingAssigned e => e.ListingId,
        StockSet e => e.Sku,
        StockChanged e => e.Sku,
        _ => "",
    };
}
