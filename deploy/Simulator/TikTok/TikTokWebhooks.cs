using System.Globalization;
using System.Text.Json.Nodes;
using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Simulator.TikTok;

/// <summary>Wraps what happened as TikTok Shop delivers it.</summary>
/// <remarks>Envelope and types: partner.tiktokshop.com/docv2/page/tts-webhooks-overview.</remarks>
internal sealed class TikTokWebhooks(TikTokState state, string connectionId, World world)
{
    public Webhook OrderStatus(TikTokOrder order, DateTimeOffset now) => Of(1, now, new JsonObject
    {
        ["order_id"] = order.Id,
        // The webhook's word differs from the API's.
        ["order_status"] = order.Status == "CANCELLED" ? "CANCEL" : order.Status,
        ["is_on_hold_order"] = order.Status == "ON_HOLD",
        ["update_time"] = order.UpdatedAt.ToUnixTimeSeconds(),
    });

    public Webhook Package(TikTokOrder order, DateTimeOffset now) => Of(4, now, new JsonObject
    {
        ["sc_type"] = order.Units.DistinctBy(u => u.PackageId).Count() > 1 ? "SPLIT" : "COMBINE",
        ["role_type"] = "ROLE_SELLER",
        ["package_list"] = order.Units.Select(u => u.PackageId).Distinct()
            .Select(id => new JsonObject { ["package_id"] = id, ["order_id_list"] = new JsonArray(order.Id) }).ToJsonArray(),
        ["update_time"] = order.UpdatedAt.ToUnixTimeSeconds(),
    });

    public Webhook LowStock(Article article, DateTimeOffset now)
    {
        var available = state.Available[article.Sku];
        return Of(27, now, new JsonObject
        {
            ["product_id"] = world.Ids.ProductId(article),
            ["sku_id"] = world.Ids.SkuId(article),
            ["trigger_reason"] = new JsonObject { ["alert_type"] = "CURRENT", ["lead_days"] = 0 },
            ["current_inventory_status"] = available == 0 ? "OUT_OF_STOCK" : "LOW_STOCK",
            ["inventory_distribution"] = Distribution(available, state.Committed(article.Sku)),
            ["update_time"] = now.ToUnixTimeSeconds(),
        });
    }

    private static JsonObject Distribution(long available, long committed) => new()
    {
        ["total_quantity"] = available + committed,
        ["available_quantity"] = available,
        ["creator_reserved_quantity"] = 0,
        ["campaign_reserved_quantity"] = 0,
        ["committed_quantity"] = committed,
    };

    private Webhook Of(int type, DateTimeOffset now, JsonObject data) => new()
    {
        ConnectionId = connectionId,
        Topic = type.ToString(CultureInfo.InvariantCulture),
        Headers = new Dictionary<string, string>(),
        Body = new JsonObject
        {
            ["type"] = type,
            ["tts_notification_id"] = world.Ids.NextText(IdKind.Notification),
            ["shop_id"] = state.ShopId,
            ["timestamp"] = now.ToUnixTimeSeconds(),
            ["data"] = data,
        }.ToJsonString(),
    };
}
