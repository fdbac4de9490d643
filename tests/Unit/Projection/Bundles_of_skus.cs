using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Domain;
using static CreatorFlow.Tests.Unit.Projection.BooksScenario;

namespace CreatorFlow.Tests.Unit.Projection;

public class Bundles_of_skus
{
    private static BooksScenario Shelf() => new BooksScenario().When(Set("MUG", 5), Set("BOX", 3), Bundle(new("MUG", 2), new("BOX", 1)));

    [Fact]
    public void It_is_available_as_often_as_its_scarcest_component() => Assert.Equal(2, Shelf().Stock("GIFT").BundleAvailable);

    [Fact]
    public void It_follows_its_components() => Assert.Equal(1, Shelf().When(Set("BOX", 1, at: 10)).Stock("GIFT").BundleAvailable);

    [Fact]
    public void Selling_one_reserves_all_components()
    {
        var books = Shelf().When(Order("1", "GIFT", 1));
        Assert.Equal((2, 1, 1), (books.Stock("MUG").Reserved, books.Stock("BOX").Reserved, books.Stock("GIFT").BundleAvailable));
        Assert.False(books.Order("1").Oversold);
    }

    [Fact]
    public void What_no_component_allows_is_oversold_and_reserves_none_of_them()
    {
        var books = Shelf().When(Order("1", "GIFT", 2), Order("2", "GIFT", 1));
        Assert.Equal((4, 2, 0), (books.Stock("MUG").Reserved, books.Stock("BOX").Reserved, books.Stock("GIFT").BundleAvailable));
        Assert.True(books.Order("2").Oversold);
    }

    [Fact]
    public void A_component_sold_alone_takes_from_the_bundle() => Assert.Equal(1, Shelf().When(Order("1", "MUG", 2)).Stock("GIFT").BundleAvailable);

    [Fact]
    public void Cancelling_gives_every_component_back()
    {
        var books = Shelf().When(Order("1", "GIFT", 2), new OrderCalledOff { OrderId = "1", OccurredAt = At(30) });
        Assert.Equal((0, 0, 2), (books.Stock("MUG").Reserved, books.Stock("BOX").Reserved, books.Stock("GIFT").BundleAvailable));
    }

    [Fact]
    public void A_shipment_takes_every_component_from_on_hand()
    {
        var books = Shelf().When(Order("1", "GIFT", 1), new OrderDispatched { OrderId = "1", ShipmentId = "s", TrackingNumber = "T", OccurredAt = At(30) });
        Assert.Equal((3, 0, 2, 0), (books.Stock("MUG").OnHand, books.Stock("MUG").Reserved, books.Stock("BOX").OnHand, books.Stock("BOX").Reserved));
    }

    [Fact]
    public void A_bundle_has_no_stock_of_its_own() =>
        Assert.Equal("bundle.has_no_stock_of_its_own", Assert.Throws<RefusedException>(() => Shelf().When(Set("GIFT", 1))).Code);

    [Fact]
    public void A_bundle_of_bundles_is_refused() =>
        Assert.Equal("bundle.nested", Assert.Throws<RefusedException>(() => Shelf().When(new BundleAssembled { Sku = "CRATE", Components = [new("GIFT", 2)], OccurredAt = At(9) })).Code);

    private static StockSet Set(string sku, long quantity, double at = 0) => new() { Sku = sku, Quantity = quantity, OccurredAt = At(at) };

    private static BundleAssembled Bundle(params BundleComponent[] components) => new() { Sku = "GIFT", Components = components, OccurredAt = At(1) };

    private static OrderPlaced Order(string id, string sku, long quantity) => new()
    {
        OrderId = id, PlacedAt = At(20), OccurredAt = At(20), Lines = [new() { LineId = "1", Sku = sku, Quantity = quantity }],
    };
}
