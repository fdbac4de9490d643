using System.Text.Json.Nodes;
using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Simulator.TikTok;

/// <summary>A shop's true stock by the ids of its API, and its orders. Not thread-safe: only while the commerce stands still.</summary>
internal sealed class TikTokShelves(TikTokState state, World world, TikTokSubscriptions subscriptions)
{
    public TikTokSubscriptions Subscriptions => subscriptions;

    public IEnumerable<IGrouping<string, Article>> Products => world.Catalogue.GroupBy(ProductId);

    public IReadOnlyList<Article> Articles => world.Catalogue;

    public bool HasProduct(string productId) => world.Ids.ProductNumber(productId) is { } product && product * (long)Catalogue.VariantsOfProduct < world.Catalogue.Count;

    public string SkuId(Article article) => world.Ids.SkuId(article);

    public string ProductId(Article article) => world.Ids.ProductId(article);

    public Article? Find(string skuId) => world.Ids.IndexOf(IdKind.Listing, skuId) is { } index && index < world.Catalogue.Count ? world.Catalogue[index] : null;

    /// <summary>What each warehouse that keeps it has, the one that orders are served from first.</summary>
    public IReadOnlyList<(string Warehouse, long Available)> Stock(Article article) =>
        [(state.WarehouseId, state.Available[article.Sku]), .. Further(article.Sku).Select(w => (w.Id, w.Available[article.Sku]))];

    /// <summary>Orders hold units of the first warehouse alone.</summary>
    public long Committed(Article article, string warehouse) => warehouse == state.WarehouseId ? state.Committed(article.Sku) : 0;

    /// <summary>Orders changed at or after a second, the latest change first.</summary>
    public IReadOnlyList<TikTokOrder> ChangedSince(long second) =>
        [.. state.Orders.Concat(state.Archive.Values).Where(o => o.UpdatedAt.ToUnixTimeSeconds() >= second).OrderByDescending(o => o.UpdatedAt).ThenByDescending(o => o.Id, StringComparer.Ordinal)];

    public JsonObject Body(TikTokOrder order) => OrderDetailBody.Of(order, state, world);

    public bool IsLocked(Article article) => state.Locked.Contains(article.Sku);

    public void Set(Article article, string warehouse, long quantity)
    {
        if (warehouse == state.WarehouseId) state.Available[article.Sku] = quantity;
        else Further(article.Sku).First(w => w.Id == warehouse).Available[article.Sku] = quantity;
    }

    private IEnumerable<TikTokWarehouse> Further(string sku) => state.FurtherWarehouses.Where(w => w.Available.ContainsKey(sku));
}
