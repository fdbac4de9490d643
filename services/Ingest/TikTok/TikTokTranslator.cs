using CreatorFlow.Contracts.Channels;
using CreatorFlow.Ingest.Payloads;
using CreatorFlow.Ingest.Webhooks;

namespace CreatorFlow.Ingest.TikTok;

/// <summary>Which type number means what. Numbers from the page titles "(N) name" under partner.tiktokshop.com/docv2.</summary>
internal static class TikTokTranslator
{
    public static Translation Translate(string type, PayloadNode envelope, DateTimeOffset receivedAt)
    {
        if (!Known(type)) return new Translation.UnknownTopic();
        var data = envelope.Object("data");
        // The envelope's time is when TikTok pushed, the data's when it happened.
        var at = data.UnixTime("update_time") ?? data.UnixTime("create_time") ?? envelope.UnixTime("timestamp") ?? receivedAt;
        return Translation.Of(envelope, Events(type, data, at));
    }

    private static bool Known(string type) => type is "1" or "3" or "4" or "5" or "11" or "12" or "15" or "16" or "24" or "27" or "37";

    private static IReadOnlyList<ChannelEvent> Events(string type, PayloadNode data, DateTimeOffset at) => type switch
    {
        "1" => TikTokOrder.StatusChanged(data, at),
        // A return's status is none of the order's: the order is only read again.
        "3" or "12" => [TikTokOrder.Changed(data.Id("order_id"), null, at)],
        "4" => TikTokOrder.PackagesChanged(data, at),
        "11" => [TikTokOrder.CancellationChanged(data, at)],
        "24" => WarehouseStock(data, at),
        "27" => [ShopStock(data, at)],
        "37" => [Seen(data, data.OptionalObject("audit")?.Text("status"), at)],
        _ => [Seen(data, data.Text("status"), at)],
    };

    /// <summary>Only the product is named; its SKUs are read from the platform's API.</summary>
    private static ListingSeen Seen(PayloadNode data, string? status, DateTimeOffset at)
    {
        var productId = data.Id("product_id");
        return new() { OccurredAt = at, ListingId = $"product:{productId}", ProductId = productId, Status = status };
    }

    private static StockReported ShopStock(PayloadNode data, DateTimeOffset at) => new()
    {
        OccurredAt = at,
        ListingId = data.Id("sku_id"),
        Available = data.Object("inventory_distribution").Quantity("available_quantity"),
    };

    private static List<StockReported> WarehouseStock(PayloadNode data, DateTimeOffset at)
    {
        var skuId = data.Id("sku_id");
        return [.. data.Objects("fbt_warehouse_inventory").Select(warehouse => new StockReported
        {
            OccurredAt = at,
            ListingId = skuId,
            Location = warehouse.Id("fbt_warehouse_id"),
            Available = warehouse.Object("on_hand_detail").Quantity("available_quantity"),
        })];
    }
}
