using System.Text.Json.Nodes;
using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Simulator.TikTok;

/// <summary>An order as <c>GET /order/202507/orders</c> answers it.</summary>
internal static class OrderDetailBody
{
    private const string Carrier = "UPS";

    public static JsonObject Of(TikTokOrder order, TikTokState shop, World world)
    {
        var body = Template.Load("TikTok/Templates/order.json");
        body["id"] = order.Id;
        body["status"] = order.Status;
        body["warehouse_id"] = shop.WarehouseId;
        body["is_on_hold_order"] = order.Status == "ON_HOLD";
        Date(body, order);
        Price(body["payment"]!.AsObject(), order.Units.Sum(u => world.Article(u.Sku).PriceCents));
        body["packages"] = order.Units.Where(u => u.PackageId is not null).Select(u => u.PackageId).Distinct()
            .Select(id => new JsonObject { ["id"] = id }).ToJsonArray();
        body["split_or_combine_tag"] = order.Units.DistinctBy(u => u.PackageId).Count() > 1 ? "SPLIT" : "";
        if (order.CancelReason is { } reason) body["cancel_reason"] = reason;
        if (order.Units[0].TrackingNumber is { } tracking) Ship(body, "tracking_number", tracking, "shipping_provider");
        body["line_items"] = order.Units.Select(u => Unit(u, order, world)).ToJsonArray();
        return body;
    }

    private static void Date(JsonObject body, TikTokOrder order)
    {
        body["create_time"] = order.CreatedAt.ToUnixTimeSeconds();
        body["update_time"] = order.UpdatedAt.ToUnixTimeSeconds();
        Set(body, "paid_time", order.PaidAt);
        Set(body, "rts_time", order.PackedAt);
        Set(body, "collection_time", order.CollectedAt);
        Set(body, "delivery_time", order.DeliveredAt);
        Set(body, "cancel_time", order.CancelledAt);
        foreach (var due in (string[])["rts_sla_time", "tts_sla_time", "shipping_due_time", "collection_due_time"])
            body[due] = order.CreatedAt.AddDays(2).ToUnixTimeSeconds();
        foreach (var due in (string[])["delivery_sla_time", "delivery_due_time", "cancel_order_sla_time"])
            body[due] = order.CreatedAt.AddDays(7).ToUnixTimeSeconds();
    }

    private static void Price(JsonObject payment, long totalCents)
    {
        foreach (var name in (string[])["sub_total", "total_amount", "original_total_product_price"])
            payment[name] = Template.Decimal(totalCents);
    }

    private static JsonObject Unit(TikTokUnit unit, TikTokOrder order, World world)
    {
        var article = world.Article(unit.Sku);
        var body = Template.Load("TikTok/Templates/unit.json");
        body["id"] = unit.Id;
        body["sku_id"] = world.Ids.SkuId(article);
        body["product_id"] = world.Ids.ProductId(article);
        body["product_name"] = article.ProductTitle;
        body["sku_name"] = article.Variant;
        body["seller_sku"] = article.Sku;
        body["original_price"] = Template.Decimal(article.PriceCents);
        body["sale_price"] = Template.Decimal(article.PriceCents);
        body["display_status"] = unit.Status;
        body["package_status"] = unit.PackageId is null ? "TO_FULFILL" : "PROCESSING";
        if (unit.PackageId is { } package) body["package_id"] = package;
        if (unit.TrackingNumber is { } tracking) Ship(body, "tracking_number", tracking, "shipping_provider_name");
        Set(body, "rts_time", order.PackedAt);
        return body;
    }

    private static void Ship(JsonObject body, string numberName, string number, string carrierName)
    {
        body[numberName] = number;
        body[carrierName] = Carrier;
    }

    private static void Set(JsonObject body, string name, DateTimeOffset? moment)
    {
        if (moment is { } at) body[name] = at.ToUnixTimeSeconds();
    }
}
