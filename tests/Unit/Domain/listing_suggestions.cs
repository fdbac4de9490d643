using CreatorFlow.Domain.Listings;

namespace CreatorFlow.Tests.Unit.Domain;

public class Listing_suggestions
{
    private static readonly SkuFacts[] Known =
    [
        new("TEE-S", null, "Example T-Shirt - Small"), new("TEE-M", "4006381333931", "Example T-Shirt - Medium"), new("tee-m", null, null),
        new("CUP", "0012345678905", "Cafe cup, white"), new("HAT", null, null),
    ];

    private static IReadOnlyList<Suggestion> For(string? sku, string? barcode, string? title) => new ListingSuggestions(Known).For(new(sku, barcode, title));

    [Fact]
    public void The_same_sku_fits_whatever_its_case_and_blanks() =>
        Assert.Equal([new("TEE-M", "same_sku", 1m), new("tee-m", "same_sku", 1m)], For(" Tee-M ", null, null));

    [Fact]
    public void A_barcode_fits_with_zeros_before_it() => Assert.Equal([new("CUP", "same_barcode", 0.95m)], For(null, "12345678905", null));

    [Fact]
    public void A_title_fits_by_its_words_without_case_and_order() => Assert.Equal([new("CUP", "similar_title", 0.9m)], For(null, null, "WHITE Cafe-Cup"));

    [Theory]
    [InlineData("cafe cup", true)] // 2 of 3 words
    [InlineData("cafe cup white big tall blue", true)] // 3 of 6
    [InlineData("cafe cup white big tall blue new", false)] // 3 of 7
    [InlineData("cup", false)] // 1 of 3
    public void Half_of_the_words_is_enough(string title, bool fits) => Assert.Equal(fits, For(null, null, title).Any(s => s.Sku == "CUP"));

    [Fact]
    public void The_surest_comes_first_and_each_sku_once_for_its_best_reason() => Assert.Equal(
        [new("HAT", "same_sku", 1m), new("TEE-M", "same_barcode", 0.95m), new("TEE-S", "similar_title", 0.54m)],
        For("hat", "4006381333931", "Example T-Shirt - Medium"));

    [Fact]
    public void Nothing_known_suggests_nothing()
    {
        Assert.Empty(For(null, null, null));
        Assert.Empty(For(" ", "", "!?"));
        Assert.Empty(For(null, "0000", "\ud83d"));
    }

    [Fact]
    public void The_order_of_the_facts_changes_nothing()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var shuffled = Known.OrderBy(_ => random.Next()).ToList();
            Assert.True(For("tee-m", "12345678905", "example t-shirt small").SequenceEqual(new ListingSuggestions(shuffled).For(new("tee-m", "12345678905", "example t-shirt small"))), $"seed {seed}");
        }
    }
}
