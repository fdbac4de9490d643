using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Simulator.Shopify;

/// <summary>A Shopify shop: its orders take its own stock, and it says both, in either order.</summary>
internal sealed class ShopifyShop(ShopifyState state, string connectionId, World world, ShopifySubscriptions subscriptions) : IChannel
{
    private const int FirstOrderNumber = 1001;

    /// <summary>Of so many open orders, the oldest, the next to get on is drawn.</summary>
    private const int Waiting = 12;

    /// <summary>Finished orders that outlive a restart.</summary>
    private const int Remembered = 200;

    private readonly ShopifyWebhooks webhooks = new(state, connectionId, world);

    public string ConnectionId => connectionId;
    public bool Sends(string topic) => subscriptions.Sends(topic);
    public ShopifyInventory Inventory { get; } = new(state, connectionId, world, subscriptions);
    public int OpenOrders => state.Open.Count;
    public int Share => 3;

    public IReadOnlyList<Webhook> Announce(DateTimeOffset now) =>
    [
        .. world.Catalogue.GroupBy(a => a.Product).Select(product => webhooks.Product([.. product], now)),
        .. state.Locations.SelectMany(l => world.Catalogue.Select(a => webhooks.Level(l, a, now))),
    ];

    public IReadOnlyList<Webhook> Place(DateTimeOffset now)
    {
        var lines = world.Basket(a => Fullest(a).Available[a.Sku]).Select(Take).ToList();
        if (lines.Count == 0) return [];
        var order = new ShopifyOrder
        {
            Id = world.Ids.Next(IdKind.Order),
            Number = FirstOrderNumber + state.OrdersPlaced++,
            Token = world.Random.Uuid().Replace("-", "", StringComparison.Ordinal),
            CreatedAt = now,
            UpdatedAt = now,
            Lines = lines,
        };
        state.Open.Add(order);
        var placed = webhooks.Order("orders/create", order, now);
        return world.Random.Percent(50) ? [placed, .. Levels(order, now)] : [.. Levels(order, now), placed];
    }

    public IReadOnlyList<Webhook> Advance(DateTimeOffset now)
    {
        if (state.Open.Count == 0) return [];
        var order = state.Open[world.Random.Next(Math.Min(state.Open.Count, Waiting))];
        order.UpdatedAt = now;
        if (order.Fulfillments == 0 && world.Random.Percent(6)) return Cancel(order, now);
        return order.Paid ? Ship(order, now) : Pay(order, now);
    }

    public IReadOnlyList<Webhook> Restock(DateTimeOffset now)
    {
        var location = world.Random.Pick(state.Locations);
        var article = world.Catalogue.MinBy(a => location.Available[a.Sku])!;
        location.Available[article.Sku] += world.Random.Between(4, 10) * 5;
        return [webhooks.Level(location, article, now)];
    }

    private IReadOnlyList<Webhook> Pay(ShopifyOrder order, DateTimeOffset now)
    {
        order.Paid = true;
        return [webhooks.Order("orders/paid", order, now)];
    }

    /// <summary>Each location ships its own lines, one location a step.</summary>
    private IReadOnlyList<Webhook> Ship(ShopifyOrder order, DateTimeOffset now)
    {
        var next = order.Lines.Where(l => !l.Shipped).GroupBy(l => l.LocationId).First();
        foreach (var line in next) line.Shipped = true;
        order.Fulfillments++;
        if (order.Lines.All(l => l.Shipped)) Retire(order);
        var tracking = world.TrackingNumber();
        var parcel = new ShopifyParcel(world.Ids.Next(IdKind.Package), tracking, now, [.. next.Select(l => l.Id)]);
        order.Parcels.Add(parcel);
        return [webhooks.Fulfillment(order, parcel, now)];
    }

    private IReadOnlyList<Webhook> Cancel(ShopifyOrder order, DateTimeOffset now)
    {
        (order.CancelledAt, order.CancelReason) = (now, world.CancelReason());
        foreach (var line in order.Lines) state.Location(line.LocationId).Available[line.Sku] += line.Quantity;
        Retire(order);
        return [webhooks.Order("orders/cancelled", order, now), .. Levels(order, now)];
    }

    private void Retire(ShopifyOrder order)
    {
        state.Open.Remove(order);
        state.Finished.Add(order);
        if (state.Finished.Count <= Remembered) return;
        state.Archive.Add(state.Finished[0]);
        state.Finished.RemoveAt(0);
    }

    private IEnumerable<Webhook> Levels(ShopifyOrder order, DateTimeOffset now) =>
        [.. order.Lines.Select(l => webhooks.Level(state.Location(l.LocationId), world.Article(l.Sku), now))];

    private ShopifyLocation Fullest(Article article) => state.Locations.MaxBy(l => l.Available[article.Sku])!;

    private ShopifyLine Take((Article Article, long Quantity) wanted)
    {
        var location = Fullest(wanted.Article);
        location.Available[wanted.Article.Sku] -= wanted.Quantity;
        return new ShopifyLine { Id = world.Ids.Next(IdKind.Line), Sku = wanted.Article.Sku, Quantity = wanted.Quantity, LocationId = location.Id };
    }
}
