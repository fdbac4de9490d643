using CreatorFlow.Adapters.Channels;

namespace CreatorFlow.Adapters.TikTok;

/// <summary>All that one round wants of one SKU, and what came of it. Not thread-safe: one call at a time has it.</summary>
internal sealed class SkuWish(string skuId, IReadOnlyList<PushItem> items)
{
    private readonly Dictionary<PushItem, PushResult> results = new(ReferenceEqualityComparer.Instance);
    private IReadOnlyDictionary<string, long> shown = new Dictionary<string, long>();

    public string SkuId => skuId;

    /// <summary>Null until it is known.</summary>
    public SkuPlace? Place { get; private set; }

    /// <summary>What it was refused with may be due to a place that is no longer true.</summary>
    public bool IsDoubted { get; set; }

    public bool IsOpen => results.Count < items.Count;

    /// <summary>
    /// Takes a remembered place, if that is enough: the call must name every warehouse, and of those that nothing is wanted
    /// for the present quantity must be read.
    /// </summary>
    public bool Remember(SkuPlace? place)
    {
        if (place is null || !items.All(i => Knows(place, i)) || !place.Warehouses.All(w => items.Any(i => WarehouseOf(place, i) == w))) return false;
        Place = place;
        return true;
    }

    /// <summary>Takes what was just read; items for a warehouse that the SKU does not have end here.</summary>
    public void Read(SkuPlace place, IReadOnlyDictionary<string, long> quantities)
    {
        (Place, shown) = (place, quantities);
        foreach (var item in items.Where(i => !Knows(place, i))) results[item] = new PushResult.Refused("tiktok.warehouse_unknown");
    }

    /// <summary>Takes back its answers: it is told again.</summary>
    public void Reopen()
    {
        results.Clear();
        IsDoubted = false;
    }

    /// <summary>Every warehouse of it: what is wanted, else what it shows.</summary>
    public SkuUpdate Update() => new(skuId, [.. Place!.Warehouses.Select(warehouse => new WarehouseUpdate(warehouse, Wanted(warehouse) ?? shown[warehouse]))]);

    /// <summary>One answer for all that has none.</summary>
    public void Settle(PushResult result)
    {
        foreach (var item in items) results.TryAdd(item, result);
    }

    /// <summary>Errors name warehouses where they can; the whole SKU stays as it was nevertheless.</summary>
    public void Settle(UpdateError error)
    {
        var details = error.Detail?.ExtraErrors ?? [];
        foreach (var item in items)
        {
            var own = details.FirstOrDefault(d => d.WarehouseId == WarehouseOf(Place!, item)) ?? (details.Count > 0 ? details[0] : null);
            results.TryAdd(item, ApiFailure.Numbered(own?.Code ?? error.Code).AsPush());
        }
        IsDoubted = TikTokCodes.SaysLayoutIsOld(error.Code) || details.Any(d => TikTokCodes.SaysLayoutIsOld(d.Code));
    }

    public PushResult ResultOf(PushItem item) => results[item];

    /// <summary>An item that names its warehouse counts before one that leaves it to the platform.</summary>
    private long? Wanted(string warehouse) => items.Where(i => Knows(Place!, i) && WarehouseOf(Place!, i) == warehouse)
        .OrderByDescending(i => i.Location.Length).FirstOrDefault()?.Quantity;

    private static bool Knows(SkuPlace place, PushItem item) => place.Warehouses.Count > 0 && (item.Location.Length == 0 || place.Warehouses.Contains(item.Location));

    private static string WarehouseOf(SkuPlace place, PushItem item) => item.Location.Length > 0 ? item.Location : place.Warehouses[0];
}
