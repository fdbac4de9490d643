using System.Text.Json.Nodes;
using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Simulator.Shopify;

/// <summary><c>inventory_levels/update</c>.</summary>
internal static class InventoryLevelBody
{
    public static JsonObject Of(ShopifyLocation location, Article article, PlatformIds ids, DateTimeOffset now)
    {
        var item = ids.Fixed(IdKind.Item, article.Index);
        return new JsonObject
        {
            ["inventory_item_id"] = item,
            ["location_id"] = location.Id,
            ["available"] = location.Available[article.Sku],
            ["updated_at"] = ShopTime.Of(now),
            ["admin_graphql_api_id"] = $"gid://shopify/InventoryLevel/{location.Id + 1_000}?inventory_item_id={item}",
        };
    }
}
