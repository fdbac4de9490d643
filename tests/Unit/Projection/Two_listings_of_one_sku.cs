using CreatorFlow.Contracts.Channels;
using static CreatorFlow.Tests.Unit.Projection.BooksScenario;

namespace CreatorFlow.Tests.Unit.Projection;

/// <summary>A shop lists one SKU twice: each listing shows its own sales.</summary>
public class Two_listings_of_one_sku
{
    private readonly BooksScenario books = new BooksScenario().When(Seen("mug"), Shows("mug", 10, -100), Seen("mug-gift"), Shows("mug-gift", 10, -90));

    public static TheoryData<bool> EitherFirst => [true, false];

    [Theory, MemberData(nameof(EitherFirst))]
    public void A_sale_of_the_second_counts_once(bool orderFirst)
    {
        books.When(orderFirst ? [Order("mug-gift", 2), Shows("mug-gift", 8, 10)] : [Shows("mug-gift", 8, 10), Order("mug-gift", 2)]);
        Assert.Equal((10L, 2L), (books.Stock("MUG").OnHand, books.Stock("MUG").Reserved));
    }

    [Theory, MemberData(nameof(EitherFirst))]
    public void Its_cancellation_counts_once(bool cancellationFirst)
    {
        books.When(Order("mug-gift", 2), Shows("mug-gift", 8, 10));
        ChannelEvent[] end = [new OrderCalledOff { OccurredAt = At(20), OrderId = "1" }, Shows("mug-gift", 10, 20)];
        books.When(cancellationFirst ? end : [.. end.Reverse()]);
        Assert.Equal((10L, 0L), (books.Stock("MUG").OnHand, books.Stock("MUG").Reserved));
    }

    [Fact]
    public void The_first_is_not_expected_to_show_it()
    {
        books.When(Order("mug-gift", 2), Shows("mug-gift", 8, 10), Shows("mug", 10, 11));
        Assert.Equal((10L, 2L), (books.Stock("MUG").OnHand, books.Stock("MUG").Reserved));
    }

    private static ListingSeen Seen(string listing) => new() { OccurredAt = At(-200), ListingId = listing, Sku = "MUG" };

    private static StockReported Shows(string listing, long available, double at) => new() { OccurredAt = At(at), ListingId = listing, Available = available };

    private static OrderPlaced Order(string listing, long quantity) =>
        new() { OccurredAt = At(10), OrderId = "1", PlacedAt = At(10), Lines = [new() { LineId = "1", ListingId = listing, Quantity = quantity }] };
}
