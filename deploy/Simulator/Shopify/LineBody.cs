using System.Text.Json.Nodes;
using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Simulator.Shopify;

/// <summary>A line item, as orders and fulfillments carry it.</summary>
internal static class LineBody
{
    public static JsonObject Of(ShopifyLine line, bool cancelled, World world)
    {
        var article = world.Article(line.Sku);
        var body = Template.Load("Shopify/Templates/line-item.json");
        body["id"] = line.Id;
        body["admin_graphql_api_id"] = $"gid://shopify/LineItem/{line.Id}";
        body["current_quantity"] = cancelled ? 0 : line.Quantity;
        body["fulfillable_quantity"] = cancelled || line.Shipped ? 0 : line.Quantity;
        body["fulfillment_status"] = line.Shipped ? "fulfilled" : null;
        body["quantity"] = line.Quantity;
        body["grams"] = article.Grams;
        body["name"] = $"{article.ProductTitle} - {article.Variant}";
        body["title"] = article.ProductTitle;
        body["variant_title"] = article.Variant;
        body["sku"] = article.Sku;
        body["price"] = Template.Decimal(article.PriceCents);
        body["price_set"] = MoneySet.Of(article.PriceCents);
        body["product_id"] = world.Ids.Fixed(IdKind.Product, article.Product);
        body["variant_id"] = world.Ids.Fixed(IdKind.Variant, article.Index);
        return body;
    }
}

/// <summary>An amount in the shop's and the customer's currency, here the same.</summary>
internal static class MoneySet
{
    public static JsonObject Of(long cents) => new() { ["shop_money"] = Amount(cents), ["presentment_money"] = Amount(cents) };

    private static JsonObject Amount(long cents) => new() { ["amount"] = Template.Decimal(cents), ["currency_code"] = "USD" };
}
