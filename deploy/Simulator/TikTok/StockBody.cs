using System.Text.Json.Nodes;
using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Simulator.TikTok;

/// <summary>Stock as TikTok's API shows it.</summary>
internal static class StockBody
{
    public static JsonObject Inventory(TikTokShelves shelves, Article article)
    {
        var stock = shelves.Stock(article);
        return new()
        {
            ["id"] = shelves.SkuId(article),
            ["seller_sku"] = article.Sku,
            ["total_available_quantity"] = stock.Sum(s => s.Available),
            ["total_committed_quantity"] = stock.Sum(s => shelves.Committed(article, s.Warehouse)),
            ["warehouse_inventory"] = stock.Select(s => new JsonObject
            {
                ["warehouse_id"] = s.Warehouse,
                ["available_quantity"] = s.Available,
                ["committed_quantity"] = shelves.Committed(article, s.Warehouse),
            }).ToJsonArray(),
        };
    }

    public static JsonObject Product(TikTokShelves shelves, IGrouping<string, Article> product) => new()
    {
        ["id"] = product.Key,
        ["title"] = product.First().ProductTitle,
        ["status"] = "ACTIVATE",
        ["skus"] = product.Select(a => new JsonObject
        {
            ["id"] = shelves.SkuId(a),
            ["seller_sku"] = a.Sku,
            ["price"] = new JsonObject { ["currency"] = "USD", ["tax_exclusive_price"] = Template.Decimal(a.PriceCents) },
            ["inventory"] = shelves.Stock(a).Select(s => new JsonObject { ["warehouse_id"] = s.Warehouse, ["quantity"] = s.Available }).ToJsonArray(),
        }).ToJsonArray(),
    };
}
