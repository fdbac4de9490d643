using System.Collections.Concurrent;
using CreatorFlow.Accounts.Connections;

namespace CreatorFlow.Adapters.TikTok;

/// <summary>Where a SKU is: its product and every warehouse that keeps it, in the platform's order.</summary>
internal sealed record SkuPlace(string ProductId, IReadOnlyList<string> Warehouses)
{
    public bool Equals(SkuPlace? other) => other is not null && other.ProductId == ProductId && other.Warehouses.SequenceEqual(Warehouses, StringComparer.Ordinal);

    public override int GetHashCode() => ProductId.GetHashCode(StringComparison.Ordinal);
}

/// <summary>Remembers for an hour where SKUs are; ids alone, never quantities. One shelf a connection, emptied when the connection changes. Thread-safe.</summary>
internal sealed class SkuDirectory(TimeProvider clock)
{
    /// <summary>SKUs that a shelf holds at most; beyond it those learnt longest ago go.</summary>
    public const int MostOfOne = 20_000;

    public static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, Shelf> shelves = new(StringComparer.Ordinal);

    public SkuPlace? Find(Connection connection, string skuId)
    {
        var shelf = Of(connection);
        lock (shelf) return shelf.Places.TryGetValue(skuId, out var known) && clock.GetUtcNow() - known.At < Kept ? known.Place : null;
    }

    public void Learn(Connection connection, string skuId, SkuPlace place)
    {
        var shelf = Of(connection);
        lock (shelf)
        {
            shelf.Places[skuId] = new Known(place, clock.GetUtcNow());
            if (shelf.Places.Count > MostOfOne) DropOldest(shelf.Places);
        }
    }

    public void Forget(Connection connection, string skuId)
    {
        var shelf = Of(connection);
        lock (shelf) shelf.Places.Remove(skuId);
    }

    private Shelf Of(Connection connection) => shelves.AddOrUpdate(connection.Id, _ => new Shelf(connection.UpdatedAt),
        (_, shelf) => shelf.UpdatedAt >= connection.UpdatedAt ? shelf : new Shelf(connection.UpdatedAt));

    /// <summary>A tenth at once, so that a full shelf is not sorted for every SKU.</summary>
    private static void DropOldest(Dictionary<string, Known> places)
    {
        foreach (var skuId in places.OrderBy(p => p.Value.At).Take(MostOfOne / 10).Select(p => p.Key).ToList()) places.Remove(skuId);
    }

    private sealed class Shelf(DateTimeOffset updatedAt)
    {
        public DateTimeOffset UpdatedAt { get; } = updatedAt;
        public Dictionary<string, Known> Places { get; } = new(StringComparer.Ordinal);
    }

    private sealed record Known(SkuPlace Place, DateTimeOffset At);
}
