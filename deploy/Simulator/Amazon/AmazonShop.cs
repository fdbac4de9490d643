using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Simulator.Amazon;

/// <summary>A seller's account at Amazon: it tells of orders without prices, and of each quantity that changes.</summary>
internal sealed class AmazonShop(AmazonState state, string connectionId, World world) : IChannel
{
    /// <summary>Of so many open orders, the oldest, the next to get on is drawn.</summary>
    private const int Waiting = 12;

    /// <summary>Finished orders that outlive a restart.</summary>
    private const int Remembered = 200;

    private readonly AmazonNotifications notifications = new(state, connectionId, world);

    public string ConnectionId => connectionId;
    public int OpenOrders => state.Orders.Count(o => !o.IsFinished);
    public int Share => 2;

    public IReadOnlyList<Webhook> Announce(DateTimeOffset now) =>
    [
        .. world.Catalogue.Select(a => notifications.Listed(a, now)),
        .. state.Available.Keys.Select(sku => notifications.Quantity(sku, now)),
    ];

    public IReadOnlyList<Webhook> Place(DateTimeOffset now)
    {
        var byAmazon = world.Random.Percent(10);
        var stock = byAmazon ? state.HeldByAmazon : state.Available;
        var basket = world.Basket(a => stock.GetValueOrDefault(a.Sku));
        if (basket.Count == 0) return [];
        var order = Order(basket, byAmazon, now);
        state.Orders.Add(order);
        state.OrdersPlaced++;
        foreach (var line in order.Lines) stock[line.Sku] -= line.Quantity;
        return [notifications.Changed(order, now), .. Quantities(order, now)];
    }

    public IReadOnlyList<Webhook> Advance(DateTimeOffset now)
    {
        var open = state.Orders.Where(o => !o.IsFinished).Take(Waiting).ToList();
        if (open.Count == 0) return [];
        var order = world.Random.Pick(open);
        order.UpdatedAt = now;
        var cancelled = order.Packages.Count == 0 && world.Random.Percent(4);
        if (cancelled) Cancel(order);
        else AmazonProgress.Next(order, world, now);
        Retire();
        return cancelled ? [notifications.Changed(order, now), .. Quantities(order, now)] : [notifications.Changed(order, now)];
    }

    public IReadOnlyList<Webhook> Restock(DateTimeOffset now)
    {
        var sku = state.Available.MinBy(s => s.Value).Key;
        state.Available[sku] += world.Random.Between(4, 10) * 5;
        return [notifications.Quantity(sku, now)];
    }

    /// <summary>What was set through the API is told like any other change, a little later.</summary>
    public IReadOnlyList<Webhook> Echo(DateTimeOffset now)
    {
        if (state.Untold.Count == 0) return [];
        var told = state.Untold.Order(StringComparer.Ordinal).Select(sku => notifications.Quantity(sku, now)).ToList();
        state.Untold.Clear();
        return told;
    }

    private AmazonOrder Order(IReadOnlyList<(Article Article, long Quantity)> basket, bool byAmazon, DateTimeOffset now) => new()
    {
        Id = AmazonProgress.OrderId(world.Ids.Next(IdKind.Order)),
        CreatedAt = now,
        UpdatedAt = now,
        Status = "PENDING",
        ByAmazon = byAmazon,
        Lines = [.. basket.Select(l => new AmazonLine { Id = $"{world.Ids.Next(IdKind.Line)}", Sku = l.Article.Sku, Quantity = l.Quantity })],
    };

    private IEnumerable<Webhook> Quantities(AmazonOrder order, DateTimeOffset now) =>
        order.ByAmazon ? [] : order.Lines.Select(l => notifications.Quantity(l.Sku, now));

    private void Cancel(AmazonOrder order)
    {
        (order.Status, order.CancelReason) = ("CANCELLED", "Buyer requested cancellation");
        var stock = order.ByAmazon ? state.HeldByAmazon : state.Available;
        foreach (var line in order.Lines)
        {
            stock[line.Sku] += line.Quantity;
            line.Quantity = 0;
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
