using System.Globalization;
using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Simulator.TikTok;

/// <summary>The stock a shop opens with and the ids of its listings, decided by the seed alone.</summary>
internal static class TikTokStock
{
    /// <summary>Keeps TikTok's products apart from Shopify's, which count from 0 too.</summary>
    private const int FirstProduct = 500_000;
    private const int Shop = 900_000;
    private const int Warehouse = 900_001;

    public static TikTokState Open(World world, long seed)
    {
        var random = SeededRandom.For(seed, world.CreatorId, "tiktok");
        return new TikTokState
        {
            ShopId = Text(world.Ids.Fixed(IdKind.Listing, Shop)),
            WarehouseId = Text(world.Ids.Fixed(IdKind.Listing, Warehouse)),
            Available = world.Catalogue.ToDictionary(a => a.Sku, _ => (long)random.Between(6, 60), StringComparer.Ordinal),
        };
    }

    public static string SkuId(this PlatformIds ids, Article article) => Text(ids.Fixed(IdKind.Listing, article.Index));

    public static string ProductId(this PlatformIds ids, Article article) => Text(ids.Fixed(IdKind.Product, FirstProduct + article.Product));

    /// <summary>The product of an id, counted from 0; null for no id of a product.</summary>
    public static int? ProductNumber(this PlatformIds ids, string productId) => ids.IndexOf(IdKind.Product, productId) is { } index && index >= FirstProduct ? index - FirstProduct : null;

    public static string NextText(this PlatformIds ids, IdKind kind) => Text(ids.Next(kind));

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
