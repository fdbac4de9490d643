using CreatorFlow.Domain;
using CreatorFlow.Domain.Inventory;
using CreatorFlow.EventStore;
using CreatorFlow.Projection.Books;

namespace CreatorFlow.Tests.Unit.Projection;

public class What_a_lane_remembers
{
    private const int Capacity = 8;
    private readonly AggregateCache cache = new(Capacity);

    [Fact]
    public void What_is_used_stays_and_what_is_not_leaves()
    {
        Transaction("A", "B", "C", "D", "E");
        Transaction("A");
        Transaction("F", "G", "H", "I");
        Assert.Equal(["A", "F", "G", "H", "I"], Remembered("A", "B", "C", "D", "E", "F", "G", "H", "I"));
    }

    [Fact]
    public void No_more_are_remembered_than_there_is_room_for_and_the_latest_always_are()
    {
        string[] skus = [.. Enumerable.Range(0, 100).Select(i => $"SKU-{i}")];
        foreach (var sku in skus)
        {
            Transaction(sku);
            Assert.NotNull(cache.Stock(Key(sku)));
        }
        Assert.InRange(Remembered(skus).Count(), Capacity / 2, Capacity);
        Assert.NotNull(cache.Stock(Key(skus[^2])));
    }

    [Fact]
    public void Within_a_transaction_nothing_leaves()
    {
        string[] skus = [.. Enumerable.Range(0, 100).Select(i => $"SKU-{i}")];
        foreach (var sku in skus) Keep(sku);
        Assert.Equal(skus, Remembered(skus));
    }

    [Fact]
    public void The_newest_state_counts_however_old_the_one_before_it_is()
    {
        Transaction("A", "B", "C", "D", "E");
        Keep("A", version: 2);
        Assert.Equal(2, cache.Stock(Key("A"))!.Version);
        Transaction("F", "G", "H", "I");
        Assert.Equal(2, cache.Stock(Key("A"))!.Version);
    }

    [Fact]
    public void A_listing_that_is_known_to_be_unknown_is_remembered_as_such()
    {
        var listing = new ListingKey("creator", "shop", "1");
        cache.Keep(listing, sku: null);
        Transaction("A", "B", "C", "D");
        Assert.True(cache.TryListing(listing, out var sku));
        Assert.Null(sku);
        Assert.False(cache.TryListing(listing with { ListingId = "2" }, out _));
    }

    [Fact]
    public void What_is_forgotten_is_forgotten_whether_it_was_used_lately_or_not()
    {
        Transaction("A", "B", "C", "D", "E");
        Transaction("A");
        cache.Clear();
        Assert.Empty(Remembered("A", "B"));
    }

    [Fact]
    public void What_is_doubted_counts_again_once_it_was_seen_at_its_version()
    {
        Transaction("A", "B", "C", "D", "E");
        Transaction("A");
        cache.Doubt();
        Assert.Empty(Remembered("A", "B"));
        foreach (var sku in (string[])["A", "B"])
        {
            Assert.True(cache.IsDoubted(Key(sku)));
            Assert.True(cache.Confirm(Key(sku), version: 1));
            Assert.False(cache.IsDoubted(Key(sku)));
        }
        Assert.Equal(["A", "B"], Remembered("A", "B", "C"));
    }

    [Fact]
    public void What_is_doubted_and_stands_elsewhere_is_forgotten()
    {
        Transaction("A");
        cache.Doubt();
        Assert.False(cache.Confirm(Key("A"), version: 2));
        Assert.False(cache.IsDoubted(Key("A")));
        Assert.False(cache.Confirm(Key("A"), version: 1));
        Assert.Empty(Remembered("A"));
    }

    [Fact]
    public void What_is_loaded_anew_is_in_doubt_no_more()
    {
        Transaction("A");
        cache.Doubt();
        Keep("A", version: 2);
        Assert.False(cache.IsDoubted(Key("A")));
        Assert.Equal(2, cache.Stock(Key("A"))!.Version);
    }

    [Fact]
    public void The_newest_of_what_is_doubted_counts_and_what_was_not_asked_for_leaves()
    {
        Transaction("A", "B", "C", "D");
        Keep("A", version: 2);
        cache.Doubt();
        cache.Doubt();
        Assert.True(cache.Confirm(Key("A"), version: 2));
        Transaction("E", "F", "G", "H");
        Assert.False(cache.IsDoubted(Key("B")));
    }

    [Fact]
    public void A_listing_has_no_version_and_is_forgotten()
    {
        var listing = new ListingKey("creator", "shop", "1");
        cache.Keep(listing, "SKU");
        cache.Doubt();
        Assert.False(cache.TryListing(listing, out _));
    }

    private void Transaction(params string[] skus)
    {
        foreach (var sku in skus.Where(sku => cache.Stock(Key(sku)) is null)) Keep(sku);
        cache.Trim();
    }

    private void Keep(string sku, long version = 1) => cache.Keep(Key(sku), new Kept<StockState>(new(), version, 0));

    private IEnumerable<string> Remembered(params string[] skus) => skus.Where(sku => cache.Stock(Key(sku)) is not null);

    private static StreamKey Key(string sku) => new("creator", Stock.StreamOf(sku));
}
