using System.Globalization;
using System.Text.Json.Nodes;
using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Simulator.Amazon;

/// <summary>
/// Wraps what happened as it arrives by EventBridge: a listing's news as the whole event of an API destination, an order's as
/// the message of a pipe from the queue, which is the only way that Amazon sends those.
/// </summary>
/// <remarks>Notifications: github.com/amzn/selling-partner-api-models, schemas/notifications.</remarks>
internal sealed class AmazonNotifications(AmazonState state, string connectionId, World world)
{
    public Webhook Changed(AmazonOrder order, DateTimeOffset now) => Of("ORDER_CHANGE", Notification("ORDER_CHANGE", now, new JsonObject
    {
        ["OrderChangeNotification"] = new JsonObject
        {
            ["NotificationLevel"] = "OrderLevel",
            ["SellerId"] = state.SellerId,
            ["AmazonOrderId"] = order.Id,
            ["OrderChangeType"] = "OrderStatusChange",
            ["OrderChangeTrigger"] = new JsonObject { ["TimeOfOrderChange"] = Text(order.UpdatedAt), ["ChangeReason"] = order.CancelReason },
            ["Summary"] = Summary(order),
        },
    }));

    public Webhook Quantity(string sku, DateTimeOffset now) => Event("LISTINGS_ITEM_MFN_QUANTITY_CHANGE", now, new JsonObject
    {
        ["SellerId"] = state.SellerId,
        ["FulfillmentChannelCode"] = "DEFAULT",
        ["Sku"] = sku,
        ["Quantity"] = state.Available[sku],
    });

    public Webhook Listed(Article article, DateTimeOffset now) => Event("LISTINGS_ITEM_STATUS_CHANGE", now, new JsonObject
    {
        ["SellerId"] = state.SellerId,
        ["MarketplaceId"] = state.MarketplaceId,
        ["Asin"] = AmazonStock.Asin(article),
        ["Sku"] = article.Sku,
        ["CreatedDate"] = Text(now),
        ["Status"] = new JsonArray("BUYABLE", "DISCOVERABLE"),
    });

    private JsonObject Summary(AmazonOrder order) => new()
    {
        ["MarketplaceId"] = state.MarketplaceId,
        ["OrderStatus"] = Word(order.Status),
        ["PurchaseDate"] = Text(order.CreatedAt),
        ["FulfillmentType"] = order.ByAmazon ? "AFN" : "MFN",
        ["OrderType"] = "StandardOrder",
        ["NumberOfItemsShipped"] = order.Lines.Sum(l => l.Shipped),
        ["NumberOfItemsUnshipped"] = order.Lines.Sum(l => l.Quantity - l.Shipped),
        ["OrderItems"] = order.Lines.Select(l => new JsonObject
        {
            ["OrderItemId"] = l.Id,
            ["SellerSKU"] = l.Sku,
            ["SupplySourceId"] = null,
            ["Quantity"] = l.Quantity,
            ["QuantityShipped"] = l.Shipped,
        }).ToJsonArray(),
    };

    /// <summary>The notification's word differs from the API's.</summary>
    private static string Word(string status) => status switch
    {
        "PENDING" => "Pending",
        "UNSHIPPED" => "Unshipped",
        "PARTIALLY_SHIPPED" => "PartiallyShipped",
        "CANCELLED" => "Canceled",
        _ => "Shipped",
    };

    private JsonObject Notification(string type, DateTimeOffset now, JsonObject payload) => new()
    {
        ["NotificationVersion"] = "1.0",
        ["NotificationType"] = type,
        ["PayloadVersion"] = "1.0",
        ["EventTime"] = Text(now),
        ["Payload"] = payload,
        ["NotificationMetadata"] = new JsonObject
        {
            ["ApplicationId"] = "amzn1.sellerapps.app.creatorflow-demo",
            ["SubscriptionId"] = $"{state.SellerId}-{type}",
            ["PublishTime"] = Text(now),
            ["NotificationId"] = world.Random.Uuid(),
        },
    };

    private Webhook Event(string type, DateTimeOffset now, JsonObject payload)
    {
        var notification = Notification(type, now, payload);
        return Of(type, new JsonObject
        {
            ["version"] = "0",
            ["id"] = world.Random.Uuid(),
            ["detail-type"] = type,
            ["source"] = "aws.partner/sellingpartnerapi.amazon.com/000000000000/creatorflow-demo",
            ["account"] = "000000000000",
            ["time"] = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["region"] = "us-east-1",
            ["resources"] = new JsonArray(),
            ["detail"] = notification,
        });
    }

    private Webhook Of(string type, JsonObject body) => new()
    {
        ConnectionId = connectionId,
        Topic = type,
        Headers = new Dictionary<string, string> { ["User-Agent"] = "Amazon/EventBridge/ApiDestinations" },
        Body = body.ToJsonString(),
    };

    private static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
