using CreatorFlow.Contracts.Channels;
using CreatorFlow.Ingest.Payloads;
using CreatorFlow.Ingest.Webhooks;

namespace CreatorFlow.Ingest.Standard;

/// <summary>Reads <c>{"type","timestamp","data"}</c> with our own event names; strict, since its senders can be told.</summary>
internal static class StandardTranslator
{
    public static Translation Translate(string type, PayloadNode envelope, string webhookId)
    {
        if (!Known(type)) return new Translation.UnknownTopic();
        var at = envelope.Time("timestamp");
        if (at is null) envelope.Refuse("timestamp", "is missing");
        var data = envelope.Object("data");
        return Translation.Of(envelope, [Event(type, data, at ?? default, webhookId), .. type == "order.updated" ? StandardOrder.Reduced(data, at ?? default) : []]);
    }

    private static bool Known(string type) => type is "inventory.stock_updated" or "inventory.stock_reported" or "listing.seen" or "listing.linked" or "bundle.defined"
        or "order.created" or "order.updated" or "order.shipped" or "order.delivered" or "order.cancelled";

    private static ChannelEvent Event(string type, PayloadNode data, DateTimeOffset at, string webhookId) => type switch
    {
        "inventory.stock_updated" => StandardStock.Updated(data, at),
        "inventory.stock_reported" => StandardStock.Reported(data, at),
        "listing.seen" => StandardStock.Seen(data, at),
        "listing.linked" => StandardStock.Linked(data, at),
        "bundle.defined" => StandardStock.Assembled(data, at),
        "order.created" => StandardOrder.Placed(data, at),
        "order.shipped" => StandardOrder.Dispatched(data, at, webhookId),
        "order.delivered" => new OrderArrived { OccurredAt = at, OrderId = data.Id("orderId") },
        "order.cancelled" => new OrderCalledOff { OccurredAt = at, OrderId = data.Id("orderId"), Reason = data.Text("reason") },
        _ => StandardOrder.Changed(data, at),
    };
}
