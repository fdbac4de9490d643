using System.Globalization;
using CreatorFlow.Simulator.Commerce;
using CreatorFlow.Simulator.Connections;

namespace CreatorFlow.Simulator.Amazon;

/// <summary>The stock that an account opens with, decided by the seed alone.</summary>
internal static class AmazonStock
{
    public const string DefaultMarketplace = "ATVPDKIKX0DER";

    /// <summary>One article of so many lies in Amazon's warehouses.</summary>
    private const int AmazonHolds = 8;

    public static AmazonState Open(World world, SimulatedConnection connection, long seed)
    {
        var random = SeededRandom.For(seed, world.CreatorId, "amazon");
        var stock = world.Catalogue.ToDictionary(a => a.Sku, a => (Article: a, Units: (long)random.Between(6, 60)), StringComparer.Ordinal);
        return new AmazonState
        {
            SellerId = connection.Settings?.GetValueOrDefault("sellerId") ?? world.CreatorId,
            MarketplaceId = connection.Settings?.GetValueOrDefault("marketplaceIds") ?? DefaultMarketplace,
            Available = Where(byAmazon: false),
            HeldByAmazon = Where(byAmazon: true),
        };

        Dictionary<string, long> Where(bool byAmazon) =>
            stock.Where(s => IsHeldByAmazon(s.Value.Article) == byAmazon).ToDictionary(s => s.Key, s => s.Value.Units, StringComparer.Ordinal);
    }

    public static string Asin(Article article) => string.Create(CultureInfo.InvariantCulture, $"B0{article.Index:D8}");

    private static bool IsHeldByAmazon(Article article) => article.Index % AmazonHolds == AmazonHolds - 1;
}
