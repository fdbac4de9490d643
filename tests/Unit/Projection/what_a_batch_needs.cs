using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Domain;
using CreatorFlow.Domain.Inventory;
using CreatorFlow.EventStore;
using CreatorFlow.Projection.Books;

namespace CreatorFlow.Tests.Unit.Projection;

public class What_a_batch_needs
{
    private readonly AggregateCache cache = new(capacity: 100);

    [Fact]
    public void A_component_that_is_not_there_is_asked_for_through_those_that_are()
    {
        Keep("MUG", new() { PartOf = ["GIFT"] });
        Keep("GIFT", new() { Components = [new("MUG", 1), new("BOX", 1)] });
        Assert.Equal(["BOX", "GIFT", "MUG"], Wanted("MUG"));
    }

    [Fact]
    public void Bundles_that_share_a_component_are_followed_to_the_last()
    {
        Keep("BOX", new() { PartOf = ["GIFT", "CRATE"] });
        Keep("GIFT", new() { Components = [new("MUG", 1), new("BOX", 1)] });
        Keep("CRATE", new() { Components = [new("BOX", 2), new("TEE", 1)] });
        Keep("MUG", new() { PartOf = ["GIFT"] });
        Assert.Equal(["BOX", "CRATE", "GIFT", "MUG", "TEE"], Wanted("MUG"));
    }

    [Fact]
    public void Where_reservations_went_is_followed_too()
    {
        Keep("A", new() { Forwarded = new StockState().Forwarded.Add("shopify-1", "B") });
        Keep("B", new() { Forwarded = new StockState().Forwarded.Add("shopify-1", "C").Add("shopify-2", "A") });
        Assert.Equal(["A", "B", "C"], Wanted("A"));
    }

    [Fact]
    public void A_sku_without_bundles_leads_nowhere()
    {
        Keep("MUG", new());
        Assert.Equal(["MUG"], Wanted("MUG"));
    }

    private IEnumerable<string> Wanted(string sku)
    {
        var delivery = new Delivery
        {
            Id = "d", CreatorId = "creator", ConnectionId = "shop", Platform = "shopify", Topic = "test", IdempotencyKey = "k", Checksum = "",
            ReceivedAt = BooksScenario.At(0), Events = [new StockChanged { Sku = sku, Delta = 1, OccurredAt = BooksScenario.At(0) }],
        };
        return WorkingSet.Wanted(cache, [delivery]).Skus.Select(k => k.Id["inventory-".Length..]).Order(StringComparer.Ordinal);
    }

    private void Keep(string sku, StockState stock) => cache.Keep(new StreamKey("creator", Stock.StreamOf(sku)), new Kept<StockState>(stock, 1, 0));
}
