using CreatorFlow.Adapters.Channels;

namespace CreatorFlow.Tests.Contracts.Adapters;

public sealed class Amazon_is_read
{
    [Fact]
    public async Task Every_page_is_read_once_with_what_the_seller_has()
    {
        await using var amazon = await AmazonHost.StartAsync(skus: 63);
        var read = new List<ListedStock>();
        string? cursor = null;
        do
        {
            var page = Assert.IsType<PageAnswer.Page>(await amazon.Adapter.ReadAsync(amazon.Connection, cursor, CancellationToken.None));
            read.AddRange(page.Listings);
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(4, amazon.Asked.Count);
        Assert.Equal(amazon.State(s => s.Skus), read.Select(l => l.ListingId).Order(StringComparer.Ordinal));
        Assert.All(read, l => Assert.Equal((l.Sku, "", true), (l.ListingId, l.Location, l.Title?.Length > 0)));
        Assert.All(read, l => Assert.Equal(amazon.State(s => s.Available.TryGetValue(l.ListingId, out var own) ? own : (long?)null), l.Available));
    }

    /// <summary>Amazon lets nobody page beyond the thousandth result of a search.</summary>
    [Fact]
    public async Task More_than_a_thousand_are_all_read()
    {
        await using var amazon = await AmazonHost.StartAsync(skus: 2_300);
        var (read, cursor, pages) = (new HashSet<string>(StringComparer.Ordinal), (string?)null, 0);
        do
        {
            var page = Assert.IsType<PageAnswer.Page>(await amazon.Adapter.ReadAsync(amazon.Connection, cursor, CancellationToken.None));
            read.UnionWith(page.Listings.Select(l => l.ListingId));
            (cursor, pages) = (page.Next, pages + 1);
            amazon.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        while (cursor is not null);

        Assert.Equal(amazon.State(s => s.Skus), read.Order(StringComparer.Ordinal));
        Assert.InRange(pages, 115, 120);
    }

    [Fact]
    public async Task Throttled_it_says_when_to_come_again()
    {
        await using var amazon = await AmazonHost.StartAsync();
        amazon.UseUp("searchListingsItems");
        Assert.Equal(new PageAnswer.Unavailable("amazon.http_429", TimeSpan.FromSeconds(0.2)), await amazon.Adapter.ReadAsync(amazon.Connection, null, CancellationToken.None));
    }
}
