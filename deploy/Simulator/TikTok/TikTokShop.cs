using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Simulator.TikTok;

/// <summary>A TikTok shop: it tells that an order changed, never what is in it, and of stock only that it runs low.</summary>
internal sealed class TikTokShop(TikTokState state, string connectionId, World world, TikTokSubscriptions subscriptions) : IChannel
{
    private const int LowAt = 5;

    /// <summary>Of so many open orders, the oldest, the next to get on is drawn.</summary>
    private const int Waiting = 12;

    /// <summary>Finished orders that outlive a restart.</summary>
    private const int Remembered = 200;

    private readonly TikTokWebhooks webhooks = new(state, connectionId, world);

    public string ConnectionId => connectionId;
    public bool Sends(string topic) => subscriptions.Sends(topic);

    /// <summary>Its stock as its API sees it.</summary>
    public TikTokShelves Shelves { get; } = new(state, world, subscriptions);

    public int OpenOrders => state.Orders.Count(o => !o.IsFinished);
    public int Share => 3;

    public IReadOnlyList<Webhook> Announce(DateTimeOffset now) => [];

    public IReadOnlyList<Webhook> Place(DateTimeOffset now)
    {
        var basket = world.Basket(a => state.Available[a.Sku]);
        if (basket.Count == 0) return [];
        var order = new TikTokOrder
        {
            Id = world.Ids.NextText(IdKind.Order),
            Status = "UNPAID",
            CreatedAt = now,
            UpdatedAt = now,
            Units = [.. basket.SelectMany(Units)],
        };
        state.Orders.Add(order);
        state.OrdersPlaced++;
        return [webhooks.OrderStatus(order, now), .. basket.SelectMany(line => Sell(line.Article, line.Quantity, now))];
    }

    public IReadOnlyList<Webhook> Advance(DateTimeOffset now)
    {
        var open = state.Orders.Where(o => !o.IsFinished).Take(Waiting).ToList();
        if (open.Count == 0) return [];
        var order = world.Random.Pick(open);
        order.UpdatedAt = now;
        if (order.PackedAt is null && world.Random.Percent(4)) Cancel(order, now);
        else TikTokProgress.Next(order, world, now);
        Retire();
        return order.Status switch
        {
            // Webhook 1 has no word for a part on its way; the package says it.
            "PARTIALLY_SHIPPING" => [webhooks.Package(order, now)],
            "AWAITING_COLLECTION" => [webhooks.OrderStatus(order, now), webhooks.Package(order, now)],
            _ => [webhooks.OrderStatus(order, now)],
        };
    }

    /// <summary>Silent, as TikTok is: only the next low-stock notice will show it.</summary>
    public IReadOnlyList<Webhook> Restock(DateTimeOffset now)
    {
        var article = world.Catalogue.MinBy(a => state.Available[a.Sku])!;
        if (state.Available[article.Sku] <= LowAt) state.Available[article.Sku] += world.Random.Between(4, 10) * 5;
        return [];
    }

    private IEnumerable<TikTokUnit> Units((Article Article, long Quantity) line)
    {
        for (var unit = 0; unit < line.Quantity; unit++)
            yield return new TikTokUnit { Id = world.Ids.NextText(IdKind.Line), Sku = line.Article.Sku, Status = "UNPAID" };
    }

    private IReadOnlyList<Webhook> Sell(Article article, long quantity, DateTimeOffset now)
    {
        var before = state.Available[article.Sku];
        var after = state.Available[article.Sku] = before - quantity;
        return before > LowAt && after <= LowAt || after == 0 ? [webhooks.LowStock(article, now)] : [];
    }

    private void Cancel(TikTokOrder order, DateTimeOffset now)
    {
        (order.Status, order.CancelledAt, order.CancelReason) = ("CANCELLED", now, "No longer needed");
        foreach (var unit in order.Units)
        {
            unit.Status = "CANCELLED";
            state.Available[unit.Sku]++;
        }
    }

    private void Retire()
    {
        if (state.Orders.Count(o => o.IsFinished) <= Remembered) return;
        var oldest = state.Orders.First(o => o.IsFinished);
        state.Orders.Remove(oldest);
        state.Archive[oldest.Id] = oldest;
    }
}
