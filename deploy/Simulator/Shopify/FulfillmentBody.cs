using System.Text.Json.Nodes;
using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Simulator.Shopify;

/// <summary><c>fulfillments/create</c>.</summary>
internal static class FulfillmentBody
{
    public static JsonObject Of(ShopifyOrder order, ShopifyParcel parcel, World world)
    {
        var (id, trackingNumber) = (parcel.Id, parcel.TrackingNumber);
        var lines = order.Lines.Where(l => parcel.Lines.Contains(l.Id)).ToList();
        var url = $"https://www.ups.com/WebTracking?loc=en_US&trackNums={trackingNumber}";
        var body = Template.Load("Shopify/Templates/fulfillment.json");
        body["id"] = id;
        body["admin_graphql_api_id"] = $"gid://shopify/Fulfillment/{id}";
        body["order_id"] = order.Id;
        body["name"] = $"#{order.Number}.{order.Fulfillments}";
        body["created_at"] = ShopTime.Of(parcel.SentAt);
        body["updated_at"] = ShopTime.Of(parcel.SentAt);
        body["location_id"] = lines[0].LocationId;
        body["tracking_number"] = trackingNumber;
        body["tracking_numbers"] = new JsonArray(trackingNumber);
        body["tracking_url"] = url;
        body["tracking_urls"] = new JsonArray(url);
        body["line_items"] = lines.Select(l => LineBody.Of(l, cancelled: false, world)).ToJsonArray();
        return body;
    }
}
