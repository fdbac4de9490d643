using System.Collections.Concurrent;

namespace CreatorFlow.Adapters.Amazon;

/// <summary>What kind of item each SKU is, asked of Amazon once an hour at most. Thread-safe.</summary>
internal sealed class ListedItems(SellingPartnerApi api, TimeProvider clock)
{
    private const int MostKept = 100_000;
    private static readonly Dictionary<string, ItemKind> Empty = [];
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<(string Connection, string Sku), Kept> all = new();

    public async Task<ItemKind> FindAsync(AmazonAccount account, string sku, CancellationToken cancellation)
    {
        var key = (account.ConnectionId, sku);
        if (Known(account, sku) is { } known) return known;
        var answer = await api.CallAsync(account, AmazonOperation.GetListingsItem, HttpMethod.Get, ListingAddress.ToRead(account, sku), null, cancellation);
        if (answer is not AmazonAnswer.Fine fine) return new ItemKind.NotRead(answer);
        if (KindOf(AmazonJson.TryRead<ListingsItem>(fine.Body)) is not { } kind) return new ItemKind.NotRead(new AmazonAnswer.Unavailable("amazon.unreadable"));
        Keep(key, kind);
        return kind;
    }

    /// <summary>The kinds of many, those that are not known asked about twenty at a time; who is missing is not listed.</summary>
    /// <returns>Or why they could not all be asked about.</returns>
    public async Task<(IReadOnlyDictionary<string, ItemKind> Kinds, AmazonAnswer? Failure)> FindAllAsync(AmazonAccount account, IReadOnlyCollection<string> skus, CancellationToken cancellation)
    {
        var unknown = skus.Where(sku => Known(account, sku) is null).Distinct(StringComparer.Ordinal).ToList();
        foreach (var single in unknown.Where(sku => sku.Contains(',', StringComparison.Ordinal)))
            if (await FindAsync(account, single, cancellation) is ItemKind.NotRead { Why: not AmazonAnswer.Unknown } unread) return (Empty, unread.Why);
        foreach (var some in unknown.Where(sku => !sku.Contains(',', StringComparison.Ordinal)).Chunk(ListingAddress.ItemsOfPage))
        {
            var answer = await api.CallAsync(account, AmazonOperation.SearchListingsItems, HttpMethod.Get, ListingAddress.ToFind(account, some), null, cancellation);
            if (answer is not AmazonAnswer.Fine fine) return (Empty, answer);
            if (AmazonJson.TryRead<ListingsPage>(fine.Body) is not { } page) return (Empty, new AmazonAnswer.Unavailable("amazon.unreadable"));
            Learn(account, page);
        }
        var kinds = new Dictionary<string, ItemKind>(StringComparer.Ordinal);
        foreach (var sku in skus)
            if (Known(account, sku) is { } kind) kinds[sku] = kind;
        return (kinds, null);
    }

    /// <summary>Takes over what a page says, whatever it was asked for.</summary>
    public void Learn(AmazonAccount account, ListingsPage page)
    {
        foreach (var item in page.Items.OfType<ListingsItem>())
            if (KindOf(item) is { } kind) Keep((account.ConnectionId, item.Sku), kind);
    }

    /// <summary>Amazon did not take what followed from it: the next push asks again.</summary>
    public void Forget(AmazonAccount account, string sku) => all.TryRemove((account.ConnectionId, sku), out _);

    private void Keep((string, string) key, ItemKind kind)
    {
        if (all.Count >= MostKept) all.Clear();
        all[key] = new(kind, clock.GetUtcNow());
    }

    private ItemKind? Known(AmazonAccount account, string sku) =>
        all.TryGetValue((account.ConnectionId, sku), out var kept) && clock.GetUtcNow() - kept.ReadAt < Fresh ? kept.Kind : null;

    private static ItemKind? KindOf(ListingsItem? item)
    {
        if (item is null) return null;
        if (item.Own is null) return new ItemKind.HeldByAmazon();
        return item.Summaries?.FirstOrDefault(s => s?.ProductType is { Length: > 0 })?.ProductType is { } type ? new ItemKind.HeldBySeller(type) : null;
    }

    private sealed record Kept(ItemKind Kind, DateTimeOffset ReadAt);
}

/// <summary>What is to be known of a SKU before its quantity is told. A closed union.</summary>
internal abstract record ItemKind
{
    private ItemKind() { }

    /// <param name="ProductType">Which a patch has to name, e.g. <c>LUGGAGE</c>.</param>
    public sealed record HeldBySeller(string ProductType) : ItemKind;

    public sealed record HeldByAmazon : ItemKind;

    /// <param name="Why">Never <see cref="AmazonAnswer.Fine"/>.</param>
    public sealed record NotRead(AmazonAnswer Why) : ItemKind;
}
