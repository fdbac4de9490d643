using CreatorFlow.Adapters.Channels;

namespace CreatorFlow.Adapters.TikTok;

/// <summary>
/// One round of telling a shop: (1) find where the SKUs are, (2) one call for each product, (3) for SKUs whose refusal may
/// be due to an old place, read it again and tell once more.
/// </summary>
internal sealed class PushRound(ShopStock stock, SkuDirectory directory, Shop shop, IReadOnlyList<PushItem> items)
{
    /// <summary>What a replica has under way is this for each of its rounds; <see cref="ShopStock"/> counts with it.</summary>
    private const int ProductsAtOnce = 2;

    private readonly Dictionary<string, SkuWish> wishes =
        items.GroupBy(i => i.ListingId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => new SkuWish(g.Key, [.. g]), StringComparer.Ordinal);

    /// <summary>Why the shop is to be left alone: calls not begun yet are not made.</summary>
    private volatile ApiFailure? stopped;

    public async Task<IReadOnlyList<PushResult>> RunAsync(CancellationToken cancellation)
    {
        await LookUpAsync([.. wishes.Values.Where(w => !w.Remember(directory.Find(shop.Connection, w.SkuId)))], cancellation);
        await TellAllAsync(mayHalve: false, [.. wishes.Values.Where(w => w.IsOpen)], cancellation);
        var doubted = wishes.Values.Where(w => w.IsDoubted).ToList();
        if (doubted.Count > 0) await TellAgainAsync(doubted, cancellation);
        return [.. items.Select(item => wishes[item.ListingId].ResultOf(item))];
    }

    private async Task TellAgainAsync(List<SkuWish> doubted, CancellationToken cancellation)
    {
        foreach (var wish in doubted)
        {
            directory.Forget(shop.Connection, wish.SkuId);
            wish.Reopen();
        }
        if (stopped is { } reason) Fail(doubted, reason);
        else await LookUpAsync(doubted, cancellation);
        await TellAllAsync(mayHalve: true, [.. doubted.Where(w => w.IsOpen)], cancellation);
    }

    /// <summary>Reads product, warehouses and quantities. Quantities are never remembered: those of other warehouses are written back.</summary>
    private async Task LookUpAsync(List<SkuWish> unknown, CancellationToken cancellation)
    {
        if (unknown.Count == 0) return;
        var answer = await stock.FindAsync(shop, [.. unknown.Select(w => w.SkuId)], cancellation);
        if (answer.Data is not { } found)
        {
            Fail(unknown, answer.Failure ?? ApiFailure.Unreadable);
            return;
        }
        var skus = (found.Inventory ?? []).SelectMany(p => (p.Skus ?? []).Select(sku => (p.ProductId, Sku: sku))).ToLookup(s => s.Sku.Id, StringComparer.Ordinal);
        foreach (var wish in unknown)
        {
            if (!skus.Contains(wish.SkuId)) wish.Settle(new PushResult.Refused("tiktok.sku_unknown"));
            foreach (var (productId, sku) in skus[wish.SkuId].Take(1)) Place(wish, productId, sku.WarehouseInventory ?? []);
        }
    }

    private void Place(SkuWish wish, string productId, IReadOnlyList<WarehouseInventory> warehouses)
    {
        var place = new SkuPlace(productId, [.. warehouses.Select(w => w.WarehouseId).Distinct(StringComparer.Ordinal)]);
        directory.Learn(shop.Connection, wish.SkuId, place);
        wish.Read(place, place.Warehouses.ToDictionary(w => w, w => warehouses.First(x => x.WarehouseId == w).AvailableQuantity, StringComparer.Ordinal));
    }

    private Task TellAllAsync(bool mayHalve, List<SkuWish> open, CancellationToken cancellation) =>
        Parallel.ForEachAsync(open.GroupBy(w => w.Place!.ProductId, StringComparer.Ordinal),
            new ParallelOptions { MaxDegreeOfParallelism = ProductsAtOnce, CancellationToken = cancellation },
            async (product, ending) => await TellAsync(product.Key, [.. product], mayHalve, ending));

    private async Task TellAsync(string productId, List<SkuWish> skus, bool mayHalve, CancellationToken cancellation)
    {
        if (stopped is { } reason)
        {
            Fail(skus, reason);
            return;
        }
        var answer = await stock.UpdateAsync(shop, productId, new InventoryUpdate([.. skus.Select(s => s.Update())]), cancellation);
        if (answer.Failure is null) Settle(skus, answer.Data?.Errors ?? []);
        else if (!mayHalve && answer.Failure.Number is { } code && TikTokCodes.SaysLayoutIsOld(code)) Doubt(skus, answer.Failure);
        else if (skus.Count > 1 && answer.Failure.Number is { } other && TikTokCodes.MaySpeakOfOneSku(other)) await HalveAsync(productId, skus, mayHalve, cancellation);
        else Fail(skus, answer.Failure);
    }

    /// <summary>A call that was refused whole for one SKU's sake: the others are told without it.</summary>
    private async Task HalveAsync(string productId, List<SkuWish> skus, bool mayHalve, CancellationToken cancellation)
    {
        foreach (var half in skus.Chunk((skus.Count + 1) / 2)) await TellAsync(productId, [.. half], mayHalve, cancellation);
    }

    /// <summary>An error that names no SKU of the call is everybody's: nothing counts as taken that may not have been.</summary>
    private static void Settle(List<SkuWish> skus, IReadOnlyList<UpdateError> errors)
    {
        var nobodys = errors.FirstOrDefault(e => skus.TrueForAll(s => s.SkuId != e.Detail?.SkuId));
        foreach (var sku in skus)
        {
            if ((errors.FirstOrDefault(e => e.Detail?.SkuId == sku.SkuId) ?? nobodys) is { } error) sku.Settle(error);
            else sku.Settle(new PushResult.Taken());
        }
    }

    private static void Doubt(List<SkuWish> skus, ApiFailure failure)
    {
        foreach (var sku in skus)
        {
            sku.Settle(failure.AsPush());
            sku.IsDoubted = true;
        }
    }

    private void Fail(IReadOnlyList<SkuWish> skus, ApiFailure failure)
    {
        if (failure.MeetsEveryCall) stopped = failure;
        foreach (var sku in skus) sku.Settle(failure.AsPush());
    }
}
