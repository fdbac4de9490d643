using System.Globalization;
using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Simulator.Shopify;

/// <summary>The stock a shop opens with, decided by the seed alone.</summary>
internal static class ShopifyStock
{
    private static readonly string[] Names = ["Studio", "Harbour warehouse"];

    public static ShopifyState Open(World world, long seed)
    {
        var random = SeededRandom.For(seed, world.CreatorId, "shopify");
        var locations = random.Between(1, Names.Length);
        var first = 60_000_000_000 + random.Next(1_000_000) * 10L;
        return new ShopifyState
        {
            Domain = string.Create(CultureInfo.InvariantCulture, $"{world.CreatorId}.myshopify.com"),
            Locations = [.. Enumerable.Range(0, locations).Select(n => Location(first + n, Names[n], world, random))],
        };
    }

    private static ShopifyLocation Location(long id, string name, World world, SeededRandom random) => new()
    {
        Id = id,
        Name = name,
        Available = world.Catalogue.ToDictionary(a => a.Sku, _ => (long)random.Between(6, 60), StringComparer.Ordinal),
    };
}
