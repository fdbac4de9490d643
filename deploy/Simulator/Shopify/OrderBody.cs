using System.Text.Json.Nodes;
using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Simulator.Shopify;

/// <summary>The order resource: the body of every <c>orders/…</c> topic.</summary>
internal static class OrderBody
{
    private static readonly string[] Totals = ["current_subtotal_price", "current_total_price", "subtotal_price", "total_line_items_price", "total_price"];

    public static JsonObject Of(ShopifyOrder order, string domain, World world)
    {
        var body = Template.Load("Shopify/Templates/order.json");
        Name(body, order, domain);
        Date(body, order);
        Price(body, order.Lines.Sum(l => l.Quantity * world.Article(l.Sku).PriceCents), order);
        body["line_items"] = order.Lines.Select(l => LineBody.Of(l, order.CancelledAt is not null, world)).ToJsonArray();
        body["total_weight"] = order.Lines.Sum(l => l.Quantity * world.Article(l.Sku).Grams);
        return body;
    }

    private static void Name(JsonObject body, ShopifyOrder order, string domain)
    {
        var customer = body["customer"]!.AsObject();
        body["id"] = order.Id;
        body["admin_graphql_api_id"] = $"gid://shopify/Order/{order.Id}";
        body["name"] = $"#{order.Number}";
        body["number"] = order.Number - 1000;
        body["order_number"] = order.Number;
        body["token"] = order.Token;
        body["order_status_url"] = $"https://{domain}/orders/{order.Token}/authenticate";
        customer["id"] = order.Id - 1;
        customer["admin_graphql_api_id"] = $"gid://shopify/Customer/{order.Id - 1}";
    }

    private static void Date(JsonObject body, ShopifyOrder order)
    {
        body["created_at"] = ShopTime.Of(order.CreatedAt);
        body["processed_at"] = ShopTime.Of(order.CreatedAt);
        body["updated_at"] = ShopTime.Of(order.UpdatedAt);
        body["cancelled_at"] = order.CancelledAt is { } cancelled ? ShopTime.Of(cancelled) : null;
        body["cancel_reason"] = order.CancelReason;
    }

    private static void Price(JsonObject body, long totalCents, ShopifyOrder order)
    {
        foreach (var name in Totals)
        {
            body[name] = Template.Decimal(totalCents);
            body[$"{name}_set"] = MoneySet.Of(totalCents);
        }
        body["total_outstanding"] = Template.Decimal(order.Paid ? 0 : totalCents);
        body["financial_status"] = (order.Paid, order.CancelledAt) switch
        {
            (true, null) => "paid",
            (true, _) => "refunded",
            (false, null) => "pending",
            (false, _) => "voided",
        };
        body["fulfillment_status"] = order.Fulfillments == 0 ? null : order.Lines.All(l => l.Shipped) ? "fulfilled" : "partial";
    }
}
