using System.Collections.Concurrent;

namespace CreatorFlow.Adapters.Amazon;

/// <summary>What kind of item each SKU is, asked of Amazon once an hour at most. Thread-safe.</summary>
internal sealed class ListedItems(SellingPartnerApi api, TimeProvider clock)
{
    private const int MostKept = 100_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<(string Connection, string Sku), Kept> all = new();

    public async Task<ItemKind> FindAsync(AmazonAccount account, string sku, CancellationToken cancellation)
    {
        var key = (account.ConnectionId, sku);
        if (all.TryGetValue(key, out var kept) && clock.GetUtcNow() - kept.ReadAt < Fresh) return kept.Kind;
        var answer = await api.CallAsync(account, AmazonOperation.GetListingsItem, HttpMethod.Get, ListingAddress.ToRead(account, sku), null, cancellation);
        if (answer is not AmazonAnswer.Fine fine) return new ItemKind.NotRead(answer);
        if (KindOf(fine.Body) is not { } kind) return new ItemKind.NotRead(new AmazonAnswer.Unavailable("amazon.unreadable"));
        Keep(key, kind);
        return kind;
    }

    /// <summary>Amazon did not take what followed from it: the next push asks again.</summary>
    public void Forget(AmazonAccount account, string sku) => all.TryRemove((account.ConnectionId, sku), out _);

    private void Keep((string, string) key, ItemKind kind)
    {
        if (all.Count >= MostKept) all.Clear();
        all[key] = new(kind, clock.GetUtcNow());
    }

    private static ItemKind? KindOf(byte[] body)
    {
        if (AmazonJson.TryRead<ListingsItem>(body) is not { } item) return null;
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
