using System.Globalization;
using System.Text.Json.Nodes;
using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Simulator.Standard;

/// <summary>The seller's own system: it links listings, counts goods in and out, and takes wholesale orders.</summary>
internal sealed class StandardSource(StandardState state, string connectionId, string? tiktokConnectionId, World world) : IChannel
{
    public string ConnectionId => connectionId;
    public int OpenOrders => state.Open.Count;
    public int Share => 1;

    /// <summary>TikTok's product webhooks carry no SKU, so the seller's system says which listing is which.</summary>
    public IReadOnlyList<Webhook> Announce(DateTimeOffset now) => tiktokConnectionId is not { } tiktok ? [] :
    [
        .. world.Catalogue.Select(article => Of("listing.linked", now, new JsonObject
        {
            ["platform"] = "tiktok",
            ["connectionId"] = tiktok,
            ["listingId"] = TikTok.TikTokStock.SkuId(world.Ids, article),
            ["sku"] = article.Sku,
        })),
    ];

    public IReadOnlyList<Webhook> Place(DateTimeOffset now)
    {
        var article = world.Random.Pick(world.Catalogue);
        var order = new StandardOrder { Id = $"W-{world.Ids.Next(IdKind.Order)}" };
        state.Open.Add(order);
        state.OrdersPlaced++;
        var line = new JsonObject
        {
            ["sku"] = article.Sku,
            ["quantity"] = 1,
            ["unitPrice"] = new JsonObject { ["amountMinor"] = article.PriceCents, ["currency"] = "USD" },
        };
        return [Of("order.created", now, Data(order, ("placedAt", Text(now)), ("lines", new JsonArray(line))))];
    }

    public IReadOnlyList<Webhook> Advance(DateTimeOffset now)
    {
        if (state.Open.Count == 0) return [];
        var order = state.Open[0];
        if (order.Paid) return [order.Shipped ? Deliver(order, now) : Ship(order, now)];
        if (world.Random.Percent(10))
        {
            order.Cancelled = true;
            return [Finish("order.cancelled", order, now, ("reason", "customer"))];
        }
        order.Paid = true;
        return [Of("order.updated", now, Data(order, ("status", "paid")))];
    }

    public IReadOnlyList<Webhook> Restock(DateTimeOffset now)
    {
        var article = world.Random.Pick(world.Catalogue);
        var (delta, reason) = world.Random.Percent(75) ? (world.Random.Between(2, 12), "received") : (-1, "damaged");
        state.Told[article.Sku] = state.Told.GetValueOrDefault(article.Sku) + delta;
        return [Of("inventory.stock_updated", now, new JsonObject { ["sku"] = article.Sku, ["delta"] = delta, ["reason"] = reason })];
    }

    private Webhook Ship(StandardOrder order, DateTimeOffset now)
    {
        order.Shipped = true;
        return Of("order.shipped", now, Data(order, ("trackingNumber", world.TrackingNumber()), ("carrier", "UPS")));
    }

    private Webhook Deliver(StandardOrder order, DateTimeOffset now) => Finish("order.delivered", order, now);

    private Webhook Finish(string type, StandardOrder order, DateTimeOffset now, params (string, JsonNode)[] more)
    {
        state.Open.Remove(order);
        return Of(type, now, Data(order, more));
    }

    private static JsonObject Data(StandardOrder order, params (string Name, JsonNode Value)[] more)
    {
        var data = new JsonObject { ["orderId"] = order.Id };
        foreach (var (name, value) in more) data[name] = value;
        return data;
    }

    private Webhook Of(string type, DateTimeOffset now, JsonObject data) => new()
    {
        ConnectionId = connectionId,
        Topic = type,
        Headers = new Dictionary<string, string>
        {
            [StandardSignature.IdHeader] = $"msg_{world.Random.Uuid().Replace("-", "", StringComparison.Ordinal)}",
        },
        Body = new JsonObject { ["type"] = type, ["timestamp"] = Text(now), ["data"] = data }.ToJsonString(),
    };

    private static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
