using System.Globalization;
using System.Text.Json.Nodes;
using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Simulator.Amazon;

/// <summary>An order as <c>getOrder</c> of 2026-01-01 answers it, without buyer and recipient.</summary>
internal static class AmazonOrderBody
{
    public static JsonObject Of(AmazonOrder order, AmazonState state, World world) => new()
    {
        ["orderId"] = order.Id,
        ["createdTime"] = Text(order.CreatedAt),
        ["lastUpdatedTime"] = Text(order.UpdatedAt),
        ["salesChannel"] = new JsonObject { ["channelName"] = "AMAZON", ["marketplaceId"] = state.MarketplaceId },
        ["fulfillment"] = new JsonObject
        {
            ["fulfillmentStatus"] = order.Status,
            ["fulfilledBy"] = order.ByAmazon ? "AMAZON" : "MERCHANT",
            ["fulfillmentServiceLevel"] = "STANDARD",
        },
        ["orderItems"] = order.Lines.Select(l => Item(l, order, world.Article(l.Sku))).ToJsonArray(),
        ["packages"] = order.Packages.Select(Package).ToJsonArray(),
    };

    private static JsonObject Item(AmazonLine line, AmazonOrder order, Article article)
    {
        var item = new JsonObject
        {
            ["orderItemId"] = line.Id,
            ["quantityOrdered"] = line.Quantity,
            ["product"] = new JsonObject
            {
                ["asin"] = AmazonStock.Asin(article),
                ["title"] = $"{article.ProductTitle} ({article.Variant})",
                ["sellerSku"] = line.Sku,
                ["price"] = new JsonObject
                {
                    ["unitPrice"] = new JsonObject { ["amount"] = Template.Decimal(article.PriceCents), ["currencyCode"] = "USD" },
                },
            },
            ["fulfillment"] = new JsonObject { ["quantityFulfilled"] = line.Shipped, ["quantityUnfulfilled"] = line.Quantity - line.Shipped },
        };
        if (order.CancelReason is { } reason)
            item["cancellation"] = new JsonObject { ["cancellationExecution"] = new JsonObject { ["cancelledBy"] = "MERCHANT", ["cancelReason"] = reason } };
        return item;
    }

    private static JsonObject Package(AmazonPackage package) => new()
    {
        ["packageReferenceId"] = package.Id,
        ["createdTime"] = Text(package.ShippedAt),
        ["packageStatus"] = new JsonObject { ["status"] = "IN_TRANSIT" },
        ["carrier"] = "UPS",
        ["shipTime"] = Text(package.ShippedAt),
        ["trackingNumber"] = package.TrackingNumber,
        ["packageItems"] = package.Units.Select(u => new JsonObject { ["orderItemId"] = u.Key, ["quantity"] = u.Value }).ToJsonArray(),
    };

    private static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
