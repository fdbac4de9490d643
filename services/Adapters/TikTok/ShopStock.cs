using CreatorFlow.Accounts.Connections;

namespace CreatorFlow.Adapters.TikTok;

/// <summary>The three calls about stock, each within its limit. Thread-safe.</summary>
internal sealed class ShopStock(PacedCalls calls)
{
    /// <summary>SKUs that one product may have, and so that one update may tell.</summary>
    public const int MostSkus = 100;

    private const string SearchPath = "/product/202309/inventory/search";
    private const string ProductsPath = "/product/202502/products/search";

    /// <summary>Products of one page: fifty full ones stay below the largest answer that is read.</summary>
    private const string PageSize = "50";

    public Task<ApiAnswer<InventoryUpdated>> UpdateAsync(Shop shop, string productId, InventoryUpdate update, CancellationToken cancellation) =>
        calls.CallAsync<InventoryUpdated>(shop, new(HttpMethod.Post, "inventory.update", $"/product/202309/products/{Uri.EscapeDataString(productId)}/inventory/update", update), cancellation);

    /// <summary>Product, warehouses and quantities of up to 600 SKUs; those it does not know are missing.</summary>
    public Task<ApiAnswer<InventoryFound>> FindAsync(Shop shop, IReadOnlyList<string> skuIds, CancellationToken cancellation) =>
        calls.CallAsync<InventoryFound>(shop, new(HttpMethod.Post, "inventory.search", SearchPath, new InventoryQuestion(skuIds)), cancellation);

    /// <summary>A page of the products on sale: only their stock can be told.</summary>
    public Task<ApiAnswer<ProductsFound>> PageAsync(Shop shop, string? cursor, CancellationToken cancellation)
    {
        var parameters = new Dictionary<string, string> { ["page_size"] = PageSize };
        if (cursor is not null) parameters["page_token"] = cursor;
        return calls.CallAsync<ProductsFound>(shop, new(HttpMethod.Post, "products.search", ProductsPath, new ProductQuestion("ACTIVATE")) { Parameters = parameters }, cancellation);
    }
}

/// <summary>A connection and what its calls need: secrets in the clear, never log it.</summary>
internal sealed record Shop(Connection Connection, TikTokAccount Account)
{
    /// <summary>A shop prints as its connection's id alone.</summary>
    public override string ToString() => Connection.Id;
}
