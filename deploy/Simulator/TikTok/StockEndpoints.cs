using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Simulator.TikTok;

/// <summary>TikTok Shop's calls about stock: Update Inventory (202309), Inventory Search (202309), Search Products (202502).</summary>
internal static class StockEndpoints
{
    private static readonly ApiRefusal BadPage = new(400, 36009004, "Invalid page_size or page_token");
    private static readonly ApiRefusal TooManyIds = new(400, 12019015, "The number of SKU exceed the limit");

    public static void MapTikTokStock(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/product/202309/products/{productId}/inventory/update", (HttpContext context, ShopDoor door, string productId) =>
            door.AnswerAsync(context, "inventory.update", (shelves, _, body) => Update(shelves, productId, body)));
        routes.MapPost("/product/202309/inventory/search", (HttpContext context, ShopDoor door) => door.AnswerAsync(context, "inventory.search", Search));
        routes.MapPost("/product/202502/products/search", (HttpContext context, ShopDoor door) => door.AnswerAsync(context, "products.search", Page));
    }

    private static IResult Update(TikTokShelves shelves, string productId, JsonObject body)
    {
        var (refusal, errors) = InventoryUpdate.Apply(shelves, productId, WantedSku.Read(body));
        if (refusal is not null) return ApiResult.Refused(refusal);
        return ApiResult.Success(errors.Count == 0 ? [] : new JsonObject { ["errors"] = errors });
    }

    /// <summary>SKU ids take precedence over product ids; what is not known is missing from the answer.</summary>
    private static IResult Search(TikTokShelves shelves, ApiRequest request, JsonObject body)
    {
        var (skus, products) = (Ids(body, "sku_ids"), Ids(body, "product_ids"));
        if (skus.Count > 600 || products.Count > 100) return ApiResult.Refused(TooManyIds);
        var found = shelves.Products.SelectMany(p => p).Where(a => skus.Count > 0 ? skus.Contains(shelves.SkuId(a)) : products.Contains(shelves.ProductId(a)));
        return ApiResult.Success(new JsonObject
        {
            ["inventory"] = found.GroupBy(shelves.ProductId).Select(p => new JsonObject
            {
                ["product_id"] = p.Key,
                ["skus"] = p.Select(a => StockBody.Inventory(shelves, a)).ToJsonArray(),
            }).ToJsonArray(),
        });
    }

    private static IResult Page(TikTokShelves shelves, ApiRequest request, JsonObject body)
    {
        if (!int.TryParse(request.Query.GetValueOrDefault("page_size", ""), NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size is < 1 or > 100
            || Offset(request.Query.GetValueOrDefault("page_token", "")) is not { } offset) return ApiResult.Refused(BadPage);
        var all = shelves.Products.ToList();
        return ApiResult.Success(new JsonObject
        {
            ["total_count"] = all.Count,
            ["products"] = all.Skip(offset).Take(size).Select(p => StockBody.Product(shelves, p)).ToJsonArray(),
            ["next_page_token"] = offset + size < all.Count ? Token(offset + size) : "",
        });
    }

    /// <summary>Opaque to the caller, as the platform's is.</summary>
    public static string Token(int offset) => Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"offset={offset}\n")));

    public static int? Offset(string token)
    {
        if (token.Length == 0) return 0;
        Span<byte> bytes = stackalloc byte[64];
        if (!Convert.TryFromBase64String(token, bytes, out var length)) return null;
        var text = Encoding.ASCII.GetString(bytes[..length]);
        return text.StartsWith("offset=", StringComparison.Ordinal) && int.TryParse(text[7..].TrimEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out var offset) ? offset : null;
    }

    private static HashSet<string> Ids(JsonObject body, string name) => [.. (body[name] as JsonArray ?? []).OfType<JsonValue>().Select(v => v.GetValue<string>())];
}
