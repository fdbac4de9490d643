using System.Text;
using System.Text.Json.Nodes;
using CreatorFlow.Adapters.TikTok;

namespace CreatorFlow.Tests.Unit.Adapters;

/// <summary>TikTok's own sample of an order detail, and orders made from it.</summary>
internal static class Sample
{
    public const string OrderId = "576461413038785752";

    public static byte[] Response => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Adapters/Samples/get-order-detail-202507.response.json"));

    public static JsonObject Vector => JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Adapters/Samples/api-request-sign-vector.json")))!.AsObject();

    /// <summary>The sample's order after a change.</summary>
    public static OrderDetail Order(Action<JsonObject>? change = null) => OrderDetail.Read(OrderJson(change));

    public static byte[] OrderJson(Action<JsonObject>? change = null)
    {
        var order = JsonNode.Parse(Response)!["data"]!["orders"]![0]!.AsObject();
        change?.Invoke(order);
        return Encoding.UTF8.GetBytes(order.ToJsonString());
    }

    /// <summary>Replaces the units by copies of the sample's one, each changed.</summary>
    public static void Units(this JsonObject order, params Action<JsonObject>[] changes)
    {
        var template = order["line_items"]![0]!.AsObject();
        order["line_items"] = new JsonArray([.. changes.Select((change, index) =>
        {
            var unit = template.DeepClone().AsObject();
            unit["id"] = $"unit-{index}";
            change(unit);
            return unit;
        })]);
    }
}
