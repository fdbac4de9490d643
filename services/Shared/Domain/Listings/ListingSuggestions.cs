namespace CreatorFlow.Domain.Listings;

/// <summary>What is known of an unlinked listing.</summary>
internal sealed record ListingFacts(string? SellerSku, string? Barcode, string? Title);

/// <summary>What one of the creator's SKUs goes by: a title or a barcode of it, or of a listing linked to it. A SKU may have several.</summary>
internal sealed record SkuFacts(string Sku, string? Barcode, string? Title);

/// <summary>A SKU that an unlinked listing may belong to, why, and how sure that is: 0 to 1.</summary>
internal sealed record Suggestion(string Sku, string Reason, decimal Score);

/// <summary>Finds a creator's SKUs that a listing may belong to. Pure: the same facts in any order give the same suggestions. Safe to share between threads.</summary>
/// <remarks>
/// Same SKU (case and outer blanks aside) is 1; same barcode is 0.95; a title is as sure as its words overlap, times 0.9:
/// words in both by words in either (Jaccard), at least <see cref="TitleThreshold"/>. Each SKU is suggested once, for its best reason.
/// </remarks>
internal sealed class ListingSuggestions
{
    public const string SameSku = "same_sku";
    public const string SameBarcode = "same_barcode";
    public const string SimilarTitle = "similar_title";

    /// <summary>Less than half of the words in common is no suggestion.</summary>
    public const decimal TitleThreshold = 0.5m;

    private const decimal BarcodeScore = 0.95m;
    private const decimal BestTitleScore = 0.9m;

    /// <summary>A word that more titles have than this finds nobody by itself; it still counts for those whom another word found.</summary>
    private const int CommonWord = 1_000;

    private readonly Dictionary<string, SortedSet<string>> skus = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> barcodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<TitleOfSku>> words = new(StringComparer.Ordinal);

    public ListingSuggestions(IEnumerable<SkuFacts> known)
    {
        var titles = new HashSet<(string Sku, string Title)>();
        foreach (var facts in known)
        {
            Add(skus, Wording.Sku(facts.Sku), facts.Sku);
            if (Wording.Barcode(facts.Barcode) is { } barcode) Add(barcodes, barcode, facts.Sku);
            if (facts.Title is { } title && titles.Add((facts.Sku, title))) Index(new(facts.Sku, Wording.Words(title)));
        }
    }

    /// <param name="listing">What is known of it; what is null suggests nothing.</param>
    /// <param name="most">At most so many, the surest first; equally sure ones in the order of their SKU.</param>
    public IReadOnlyList<Suggestion> For(ListingFacts listing, int most = 5) =>
    [
        .. BySku(listing.SellerSku).Concat(ByBarcode(listing.Barcode)).Concat(ByTitle(listing.Title))
            .OrderByDescending(s => s.Score).ThenBy(s => s.Sku, StringComparer.Ordinal)
            .DistinctBy(s => s.Sku, StringComparer.Ordinal).Take(most),
    ];

    private IEnumerable<Suggestion> BySku(string? sku) =>
        string.IsNullOrWhiteSpace(sku) ? [] : Found(skus, Wording.Sku(sku)).Select(s => new Suggestion(s, SameSku, 1m));

    private IEnumerable<Suggestion> ByBarcode(string? barcode) =>
        Wording.Barcode(barcode) is { } wanted ? Found(barcodes, wanted).Select(s => new Suggestion(s, SameBarcode, BarcodeScore)) : [];

    private IEnumerable<Suggestion> ByTitle(string? title)
    {
        if (title is null) return [];
        var wanted = Wording.Words(title);
        return wanted.Select(w => words.GetValueOrDefault(w)).Where(t => t is { Count: <= CommonWord }).SelectMany(t => t!).Distinct()
            .Select(t => (t.Sku, Overlap: Overlap(wanted, t.Words))).Where(t => t.Overlap >= TitleThreshold)
            .Select(t => new Suggestion(t.Sku, SimilarTitle, decimal.Round(t.Overlap * BestTitleScore, 3)));
    }

    private static decimal Overlap(HashSet<string> one, HashSet<string> other)
    {
        var common = one.Count(other.Contains);
        return (decimal)common / (one.Count + other.Count - common);
    }

    private void Index(TitleOfSku title)
    {
        foreach (var word in title.Words)
            if (words.TryGetValue(word, out var titles)) titles.Add(title);
            else words[word] = [title];
    }

    private static void Add(Dictionary<string, SortedSet<string>> index, string key, string sku)
    {
        if (index.TryGetValue(key, out var found)) found.Add(sku);
        else index[key] = new(StringComparer.Ordinal) { sku };
    }

    private static IEnumerable<string> Found(Dictionary<string, SortedSet<string>> index, string key) => index.GetValueOrDefault(key) ?? [];

    /// <summary>Compared by reference: each is made once.</summary>
    private sealed class TitleOfSku(string sku, HashSet<string> words)
    {
        public string Sku => sku;
        public HashSet<string> Words => words;
    }
}
