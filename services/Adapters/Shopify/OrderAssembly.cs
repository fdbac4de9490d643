using System.Text;
using System.Text.Json.Nodes;
using CreatorFlow.Adapters.Orders;

namespace CreatorFlow.Adapters.Shopify;

/// <summary>Reads one order with all of its lines, shipments and refunds, in as many calls as they take. Thread-safe.</summary>
internal sealed class OrderAssembly(GraphClient client, TimeProvider clock)
{
    public async Task<OrderAnswer> ReadAsync(ShopifyAccount account, string orderId, CancellationToken cancellation)
    {
        var questions = new OrderQuestions(client, account, cancellation);
        var order = await questions.FirstAsync(Gid.Order(orderId));
        if (order is not null) await CompleteAsync(questions, order);
        if (questions.Failure is { } failure) return failure;
        return order is null ? new OrderAnswer.NotFound() : new OrderAnswer.Found(Encoding.UTF8.GetBytes(order.ToJsonString()), clock.GetUtcNow());
    }

    private static async Task CompleteAsync(OrderQuestions questions, JsonObject order)
    {
        order["lineItems"] = await questions.RowsAsync(order["id"]!.GetValue<string>(), "order", "lineItems", OrderDocuments.Order, order["lineItems"]);
        foreach (var shipment in Parts(order, "fulfillments"))
            shipment["fulfillmentLineItems"] = await questions.RowsAsync(IdOf(shipment), "fulfillment", "fulfillmentLineItems", OrderDocuments.Shipment);
        foreach (var refund in Parts(order, "refunds"))
        {
            refund["refundLineItems"] = await questions.RowsAsync(IdOf(refund), "refund", "refundLineItems", OrderDocuments.Refund);
            refund["transactions"] = await questions.RowsAsync(IdOf(refund), "refund", "transactions", OrderDocuments.Payments);
        }
    }

    private static List<JsonObject> Parts(JsonObject order, string name) => [.. (order[name] as JsonArray ?? []).OfType<JsonObject>()];

    private static string IdOf(JsonObject part) => part["id"]?.GetValue<string>() ?? "";
}
