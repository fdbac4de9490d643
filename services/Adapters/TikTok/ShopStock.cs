using System.Globalization;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Limits;

namespace CreatorFlow.Adapters.TikTok;

/// <summary>The three calls about stock, each within its limit. Thread-safe.</summary>
internal sealed class ShopStock(TikTokApi api, TokenBuckets buckets, ThrottlePace pace)
{
    /// <summary>SKUs that one product may have, and so that one update may tell.</summary>
    public const int MostSkus = 100;

    private const string SearchPath = "/product/202309/inventory/search";
    private const string ProductsPath = "/product/202502/products/search";

    /// <summary>Products of one page: fifty full ones stay below the largest answer that is read.</summary>
    private const string PageSize = "50";

    private static readonly Dictionary<string, string> NoParameters = [];

    /// <summary>
    /// TikTok counts the calls of a second by API, app and shop: 50 was published (December 2025), a quota without a number
    /// since. It counts arrivals: calls that were held up on their way come together with those of the next second. So burst,
    /// a second's refill and all that four replicas have under way at once (<see cref="PushRound"/>) stay within 50; what
    /// it says beyond that empties the bucket.
    /// </summary>
    private static readonly BucketLimit Limit = new(PerSecond: 30, Burst: 5);

    public Task<ApiAnswer<InventoryUpdated>> UpdateAsync(Shop shop, string productId, InventoryUpdate update, CancellationToken cancellation) =>
        CallAsync<InventoryUpdated>(shop, "inventory.update", $"/product/202309/products/{Uri.EscapeDataString(productId)}/inventory/update", NoParameters, update, cancellation);

    /// <summary>Product, warehouses and quantities of up to 600 SKUs; those it does not know are missing.</summary>
    public Task<ApiAnswer<InventoryFound>> FindAsync(Shop shop, IReadOnlyList<string> skuIds, CancellationToken cancellation) =>
        CallAsync<InventoryFound>(shop, "inventory.search", SearchPath, NoParameters, new InventoryQuestion(skuIds), cancellation);

    /// <summary>A page of the products on sale: only their stock can be told.</summary>
    public Task<ApiAnswer<ProductsFound>> PageAsync(Shop shop, string? cursor, CancellationToken cancellation)
    {
        var parameters = new Dictionary<string, string> { ["page_size"] = PageSize };
        if (cursor is not null) parameters["page_token"] = cursor;
        return CallAsync<ProductsFound>(shop, "products.search", ProductsPath, parameters, new ProductQuestion("ACTIVATE"), cancellation);
    }

    private async Task<ApiAnswer<T>> CallAsync<T>(
        Shop shop, string kind, string path, Dictionary<string, string> parameters, object body, CancellationToken cancellation) where T : class
    {
        var bucket = string.Create(CultureInfo.InvariantCulture, $"{shop.Connection.Id}:{kind}");
        await buckets.TakeAsync(bucket, 1, Limit, cancellation);
        var answer = await api.PostAsync<T>(shop.Account, path, parameters, body, cancellation);
        if (answer.Failure is not { IsThrottle: true } throttled)
        {
            if (answer.Failure is null) pace.Answered(bucket);
            return answer;
        }
        var wait = pace.Throttled(bucket, throttled.RetryAfter);
        await buckets.EmptyAsync(bucket, wait);
        return answer with { Failure = throttled with { RetryAfter = wait } };
    }
}

/// <summary>A connection and what its calls need: secrets in the clear, never log it.</summary>
internal sealed record Shop(Connection Connection, TikTokAccount Account)
{
    /// <summary>A shop prints as its connection's id alone.</summary>
    public override string ToString() => Connection.Id;
}
