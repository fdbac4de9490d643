using System.Globalization;
using System.Text.Json.Nodes;
using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Tests.Unit.Simulator;

public sealed class Simulated_shopify
{
    private const long LargestSafeInteger = 9_007_199_254_740_991;
    private readonly SimulatedCreator creator = Play.New();

    [Fact]
    public void It_first_tells_its_products_and_the_stock_of_every_location()
    {
        var opening = creator.Run(1);

        var variants = opening.Where(w => w.Topic == "products/update").SelectMany(w => w.Json()["variants"]!.AsArray()).ToList();
        Assert.Equal(Play.Skus, variants.Count);
        Assert.Equal(Play.Skus, variants.DistinctBy(v => (string)v!["sku"]!).Count());
        Assert.Equal(Play.Skus * creator.State.Shopify!.Locations.Count, opening.Count(w => w.Topic == "inventory_levels/update"));
        Assert.Equal(
            variants.Select(v => (long)v!["inventory_item_id"]!).Order(),
            opening.Where(w => w.Topic == "inventory_levels/update").Select(w => (long)w.Json()["inventory_item_id"]!).Distinct().Order());
    }

    [Fact]
    public void What_it_reported_last_is_its_true_stock()
    {
        var webhooks = creator.Run(3_000);

        var itemOf = webhooks.Where(w => w.Topic == "products/update").SelectMany(w => w.Json()["variants"]!.AsArray())
            .ToDictionary(v => (string)v!["sku"]!, v => (long)v!["inventory_item_id"]!);
        var reported = webhooks.Where(w => w.Topic == "inventory_levels/update").Select(w => w.Json())
            .GroupBy(b => ((long)b["location_id"]!, (long)b["inventory_item_id"]!)).ToDictionary(g => g.Key, g => (long)g.Last()["available"]!);
        foreach (var location in creator.State.Shopify!.Locations)
            foreach (var (sku, available) in location.Available)
                Assert.Equal(available, reported[(location.Id, itemOf[sku])]);
    }

    [Fact]
    public void No_stock_is_ever_negative() => Assert.All(
        creator.Run(3_000).Where(w => w.Topic == "inventory_levels/update"),
        w => Assert.True((long)w.Json()["available"]! >= 0));

    [Fact]
    public void Stock_is_told_before_the_order_as_well_as_after_it()
    {
        var topics = creator.Run(2_000).Where(w => w.ConnectionId == "demo-1-shopify").Skip(200).Select(w => w.Topic).ToList();
        var before = topics.Zip(topics.Skip(1)).Count(p => p is ("inventory_levels/update", "orders/create"));
        var after = topics.Zip(topics.Skip(1)).Count(p => p is ("orders/create", "inventory_levels/update"));

        Assert.InRange(before, 20, int.MaxValue);
        Assert.InRange(after, 20, int.MaxValue);
    }

    [Fact]
    public void Every_order_is_shipped_with_a_tracking_number_or_cancelled_or_still_open()
    {
        var webhooks = creator.Run(4_000);

        var placed = Orders(webhooks, "orders/create", "id");
        var shipped = Orders(webhooks, "fulfillments/create", "order_id");
        var cancelled = Orders(webhooks, "orders/cancelled", "id");
        var open = creator.State.Shopify!.Open.Select(o => o.Id).ToHashSet();
        Assert.All(placed, id => Assert.True(open.Contains(id) || shipped.Contains(id) ^ cancelled.Contains(id)));
        Assert.True(shipped.Count > 100 && cancelled.Count > 3, $"{placed.Count} placed, {shipped.Count} shipped, {cancelled.Count} cancelled");
        Assert.All(webhooks.Where(w => w.Topic == "fulfillments/create"), w => Assert.NotEmpty((string)w.Json()["tracking_number"]!));
    }

    [Fact]
    public void Ids_exceed_what_a_double_holds_and_stand_as_integers()
    {
        var order = creator.Run(200).First(w => w.Topic == "orders/create");
        var body = order.Json();

        Assert.True((long)body["id"]! > LargestSafeInteger);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"\"id\":{(long)body["id"]!},"), order.Body, StringComparison.Ordinal);
        Assert.All(body["line_items"]!.AsArray(), l => Assert.True((long)l!["id"]! > LargestSafeInteger));
    }

    [Fact]
    public void Headers_are_those_of_a_delivery()
    {
        var webhook = creator.Run(200).First(w => w.Topic == "orders/create");

        Assert.Equal("orders/create", webhook.Headers["X-Shopify-Topic"]);
        Assert.Equal("demo-1.myshopify.com", webhook.Headers["X-Shopify-Shop-Domain"]);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$", webhook.Headers["X-Shopify-Triggered-At"]);
        Assert.True(Guid.TryParse(webhook.Headers["X-Shopify-Webhook-Id"], out _));
    }

    [Fact]
    public void No_two_deliveries_share_an_id() =>
        Assert.Distinct(creator.Run(2_000).Where(w => w.ConnectionId == "demo-1-shopify").Select(w => w.Headers["X-Shopify-Webhook-Id"]));

    [Fact]
    public void Totals_are_the_sum_of_the_lines()
    {
        foreach (var order in creator.Run(500).Where(w => w.Topic == "orders/create").Select(w => w.Json()))
            Assert.Equal(order["line_items"]!.AsArray().Sum(Price), decimal.Parse((string)order["total_price"]!, CultureInfo.InvariantCulture));
    }

    private static decimal Price(JsonNode? line) => decimal.Parse((string)line!["price"]!, CultureInfo.InvariantCulture) * (long)line["quantity"]!;

    private static HashSet<long> Orders(IEnumerable<Webhook> webhooks, string topic, string field) =>
        [.. webhooks.Where(w => w.Topic == topic).Select(w => (long)w.Json()[field]!)];
}
