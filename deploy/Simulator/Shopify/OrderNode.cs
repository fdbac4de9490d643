using System.Globalization;
using System.Text.Json.Nodes;
using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Simulator.Shopify;

/// <summary>An order as the Admin API's objects have it: what its webhooks say, in the words of the schema.</summary>
internal static class OrderNode
{
    public static JsonObject Of(ShopifyOrder order, World world)
    {
        var body = OrderBody.Of(order, "", world);
        return new()
        {
            ["id"] = Gid("Order", order.Id),
            ["name"] = body["name"]!.GetValue<string>(),
            ["createdAt"] = Time(order.CreatedAt),
            ["updatedAt"] = Time(order.UpdatedAt),
            ["cancelledAt"] = order.CancelledAt is { } cancelled ? Time(cancelled) : null,
            ["cancelReason"] = order.CancelReason?.ToUpperInvariant(),
            ["displayFinancialStatus"] = body["financial_status"]!.GetValue<string>().ToUpperInvariant(),
            ["displayFulfillmentStatus"] = body["fulfillment_status"]?.GetValue<string>() switch { null => "UNFULFILLED", "partial" => "PARTIALLY_FULFILLED", _ => "FULFILLED" },
            ["paymentGatewayNames"] = body["payment_gateway_names"]!.DeepClone(),
            ["lineItems"] = null,
            ["fulfillments"] = null,
            ["refunds"] = new JsonArray(),
        };
    }

    public static JsonObject Line(ShopifyLine line, ShopifyOrder order, World world)
    {
        var body = LineBody.Of(line, order.CancelledAt is not null, world);
        return new()
        {
            ["id"] = Gid("LineItem", line.Id),
            ["sku"] = line.Sku,
            ["title"] = body["title"]!.GetValue<string>(),
            ["quantity"] = line.Quantity,
            ["currentQuantity"] = body["current_quantity"]!.GetValue<long>(),
            ["variant"] = new JsonObject { ["id"] = Gid("ProductVariant", body["variant_id"]!.GetValue<long>()) },
            ["originalUnitPriceSet"] = new JsonObject { ["shopMoney"] = new JsonObject { ["amount"] = body["price"]!.GetValue<string>(), ["currencyCode"] = "USD" } },
        };
    }

    public static JsonObject Parcel(ShopifyParcel parcel) => new()
    {
        ["id"] = Gid("Fulfillment", parcel.Id),
        ["status"] = "SUCCESS",
        ["createdAt"] = Time(parcel.SentAt),
        ["trackingInfo"] = new JsonArray(new JsonObject { ["number"] = parcel.TrackingNumber, ["company"] = "UPS" }),
        ["fulfillmentLineItems"] = null,
    };

    public static string Gid(string type, long id) => string.Create(CultureInfo.InvariantCulture, $"gid://shopify/{type}/{id}");

    private static string Time(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
