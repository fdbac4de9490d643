using System.Text.Json.Nodes;
using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Simulator.Shopify;

/// <summary><c>products/update</c>.</summary>
internal static class ProductBody
{
    public static JsonObject Of(IReadOnlyList<Article> variants, PlatformIds ids, Func<Article, long> stock, DateTimeOffset now)
    {
        var (first, id) = (variants[0], ids.Fixed(IdKind.Product, variants[0].Product));
        var body = Template.Load("Shopify/Templates/product.json");
        body["id"] = id;
        body["admin_graphql_api_id"] = $"gid://shopify/Product/{id}";
        body["title"] = first.ProductTitle;
        body["handle"] = first.ProductTitle.ToLowerInvariant().Replace(' ', '-').Replace(".", "", StringComparison.Ordinal);
        body["body_html"] = $"<p>{first.ProductTitle}, made in small batches.</p>";
        foreach (var name in (string[])["created_at", "published_at", "updated_at"]) body[name] = ShopTime.Of(now);
        body["variants"] = variants.Select((v, index) => Variant(v, index + 1, ids, stock(v), now)).ToJsonArray();
        return body;
    }

    private static JsonObject Variant(Article article, int position, PlatformIds ids, long stock, DateTimeOffset now)
    {
        var id = ids.Fixed(IdKind.Variant, article.Index);
        var body = Template.Load("Shopify/Templates/variant.json");
        body["id"] = id;
        body["admin_graphql_api_id"] = $"gid://shopify/ProductVariant/{id}";
        body["product_id"] = ids.Fixed(IdKind.Product, article.Product);
        body["inventory_item_id"] = ids.Fixed(IdKind.Item, article.Index);
        body["sku"] = article.Sku;
        body["title"] = article.Variant;
        body["option1"] = article.Variant;
        body["price"] = Template.Decimal(article.PriceCents);
        body["position"] = position;
        body["inventory_quantity"] = stock;
        body["old_inventory_quantity"] = stock;
        foreach (var name in (string[])["grams", "weight"]) body[name] = article.Grams;
        foreach (var name in (string[])["created_at", "updated_at"]) body[name] = ShopTime.Of(now);
        return body;
    }
}
