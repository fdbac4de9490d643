namespace CreatorFlow.Simulator.Commerce;

/// <summary>What a creator's channels share: catalogue, chance and ids.</summary>
internal sealed record World(string CreatorId, IReadOnlyList<Article> Catalogue, SeededRandom Random, PlatformIds Ids)
{
    private static readonly string[] CancelReasons = ["customer", "inventory", "other"];

    private readonly Dictionary<string, Article> bySku = Catalogue.ToDictionary(a => a.Sku, StringComparer.Ordinal);

    public Article Article(string sku) => bySku[sku];

    /// <summary>Null for a SKU that is not of the catalogue.</summary>
    public Article? Find(string sku) => bySku.GetValueOrDefault(sku);

    /// <summary>One to three different articles, one or two of each, as far as <paramref name="available"/> allows; empty when nothing is left.</summary>
    public IReadOnlyList<(Article Article, long Quantity)> Basket(Func<Article, long> available)
    {
        var wanted = Enumerable.Range(0, Random.Between(1, 3)).Select(_ => Random.Pick(Catalogue)).DistinctBy(a => a.Sku);
        return [.. wanted.Select(a => (a, Math.Min(Random.Between(1, 2), available(a)))).Where(l => l.Item2 > 0)];
    }

    public string CancelReason() => Random.Pick(CancelReasons);

    public string TrackingNumber() => $"1Z{Random.NextBits() % 10_000_000_000_000_000:D16}";
}
