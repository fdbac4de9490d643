using System.Text.Json;
using System.Text.Json.Nodes;
using CreatorFlow.Adapters.Amazon;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Tests.Contracts.Sources;

namespace CreatorFlow.Tests.Contracts.Adapters;

public sealed class Amazon_feeds : IAsyncLifetime
{
    private AmazonHost amazon = null!;

    public async Task InitializeAsync() => amazon = await AmazonHost.StartAsync();

    public async Task DisposeAsync() => await amazon.DisposeAsync();

    [Fact]
    public void A_document_has_the_form_of_Amazons_own_example()
    {
        var sample = JsonNode.Parse(Samples.Read("amazon-api/JSON_LISTINGS_FEED.example.json"))!;
        var patch = sample["messages"]![3]!;
        patch["patches"]![0]!["op"] = "merge"; // the example is older than the op
        var expected = new JsonObject { ["header"] = sample["header"]!.DeepClone(), ["messages"] = new JsonArray(patch.DeepClone()) };

        var document = ListingsFeed.Of("AXXXXXXXXXXXX", [(new(4, new("My-SKU-D", "", 10, null, Guid.Empty)), "LUGGAGE")]);

        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(document)), System.Text.Encoding.UTF8.GetString(document));
    }

    [Fact]
    public void Of_Amazons_own_report_two_listings_were_not_taken()
    {
        var report = JsonSerializer.Deserialize<FeedReport>(Samples.Read("amazon-api/JSON_LISTINGS_FEED.report.example.json"), AmazonJson.Options)!;
        Assert.Equal(new Dictionary<int, PushResult> { [4] = new PushResult.Refused("amazon.90220"), [5] = new PushResult.Refused("amazon.99022") }, report.NotTaken());
    }

    [Fact]
    public void Errors_that_name_no_listing_leave_open_which_were_taken()
    {
        var report = new FeedReport { Issues = [new() { Code = "4000001", Severity = "ERROR" }], Summary = new() { MessagesProcessed = 2, MessagesInvalid = 2 } };
        Assert.Null(report.NotTaken());
    }

    [Fact]
    public async Task Many_are_told_by_a_handful_of_calls_and_what_Amazon_does_not_take_is_named()
    {
        var items = Items(45);
        amazon.Feeds.Failing = "FEED-07";

        var submitted = Assert.IsType<FeedAnswer.Submitted>(await amazon.Adapter.SubmitFeedAsync(amazon.Connection, items, CancellationToken.None));
        var finished = Assert.IsType<FeedAnswer.Finished>(await amazon.Adapter.LookAtFeedAsync(amazon.Connection, submitted.Name, CancellationToken.None));

        Assert.Empty(submitted.LeftOut);
        Assert.Equal(new Dictionary<int, PushResult> { [7] = new PushResult.Refused("amazon.90220") }, finished.NotTaken);
        Assert.All(items, i => Assert.Equal(i.Number == 7 ? 5 : 100 + i.Number, amazon.State(s => s.Available[i.Push.ListingId])));
        Assert.Equal(3 + 3 + 3, amazon.Asked.Count); // three searches of twenty, document, upload, feed, state, report's address, report
    }

    [Fact]
    public async Task What_Amazon_ships_and_what_it_does_not_list_is_left_out()
    {
        var held = amazon.State(s => s.HeldByAmazon.Keys.First());
        var answer = await amazon.Adapter.SubmitFeedAsync(amazon.Connection, [.. Items(1), Item(2, held), Item(3, "NOT-LISTED")], CancellationToken.None);
        Assert.Equal(
            new Dictionary<int, PushResult> { [2] = new PushResult.Refused("amazon.fulfilled_by_amazon"), [3] = new PushResult.Refused("amazon.not_found") },
            Assert.IsType<FeedAnswer.Submitted>(answer).LeftOut);
    }

    [Fact]
    public async Task A_feed_is_under_way_until_Amazon_has_worked_it_off_and_the_one_before_it()
    {
        amazon.Feeds.Takes = TimeSpan.FromMinutes(2);
        var first = Assert.IsType<FeedAnswer.Submitted>(await amazon.Adapter.SubmitFeedAsync(amazon.Connection, Items(1), CancellationToken.None));
        var second = Assert.IsType<FeedAnswer.Submitted>(await amazon.Adapter.SubmitFeedAsync(amazon.Connection, Items(1), CancellationToken.None));

        Assert.Equal(new FeedAnswer.UnderWay(), await LookAsync(first));
        amazon.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.IsType<FeedAnswer.Finished>(await LookAsync(first));
        Assert.Equal(new FeedAnswer.UnderWay(), await LookAsync(second));

        Task<FeedAnswer> LookAsync(FeedAnswer.Submitted feed) => amazon.Adapter.LookAtFeedAsync(amazon.Connection, feed.Name, CancellationToken.None);
    }

    [Theory]
    [InlineData("FATAL", "amazon.feed_fatal")]
    [InlineData("CANCELLED", "amazon.feed_cancelled")]
    public async Task A_feed_that_came_to_nothing_is_told_again(string status, string code)
    {
        amazon.Feeds.EndsAs = status;
        var submitted = Assert.IsType<FeedAnswer.Submitted>(await amazon.Adapter.SubmitFeedAsync(amazon.Connection, Items(2), CancellationToken.None));
        Assert.Equal(new FeedAnswer.Failed(new PushResult.Unavailable(code)), await amazon.Adapter.LookAtFeedAsync(amazon.Connection, submitted.Name, CancellationToken.None));
    }

    [Theory]
    [InlineData(null, "amazon.unreachable", 2)]
    [InlineData(503, "amazon.http_503", 1)]
    [InlineData(202, "amazon.unreadable", 1)]
    public async Task What_Amazon_may_have_taken_without_saying_so_is_under_way_and_handed_over_again(int? status, string code, int taken)
    {
        var items = Items(1);
        amazon.Between = async (context, next) =>
        {
            if (context.Request is not { Method: "POST", Path.Value: "/feeds/2021-06-30/feeds" })
            {
                await next();
            }
            else if (status is { } answered)
            {
                context.Response.StatusCode = answered;
            }
            else
            {
                context.Response.Body = Stream.Null;
                await next();
                context.Abort();
            }
        };
        Assert.Equal(new FeedAnswer.UnderWay(code), await amazon.Adapter.SubmitFeedAsync(amazon.Connection, items, CancellationToken.None));
        amazon.Between = null;
        Assert.IsType<FeedAnswer.Submitted>(await amazon.Adapter.SubmitFeedAsync(amazon.Connection, items, CancellationToken.None));
        Assert.Equal(taken, amazon.Feeds.All.Count);
    }

    [Fact]
    public async Task Throttled_nothing_is_handed_over_and_a_feed_that_is_there_is_asked_about_later()
    {
        var submitted = Assert.IsType<FeedAnswer.Submitted>(await amazon.Adapter.SubmitFeedAsync(amazon.Connection, Items(1), CancellationToken.None));
        amazon.UseUp("getFeed");
        Assert.Equal(new FeedAnswer.UnderWay("amazon.http_429", TimeSpan.FromSeconds(0.5)), await amazon.Adapter.LookAtFeedAsync(amazon.Connection, submitted.Name, CancellationToken.None));
        amazon.UseUp("createFeedDocument");
        Assert.Equal(new FeedAnswer.Failed(new PushResult.Unavailable("amazon.http_429", TimeSpan.FromSeconds(2))), await amazon.Adapter.SubmitFeedAsync(amazon.Connection, Items(1), CancellationToken.None));
    }

    private IReadOnlyList<FeedItem> Items(int count) => [.. Enumerable.Range(1, count).Select(n =>
    {
        var sku = $"FEED-{n:00}";
        amazon.List(sku, 5, wished: 100 + n);
        return Item(n, sku);
    })];

    private static FeedItem Item(int number, string sku) => new(number, new(sku, "", 100 + number, 5, Guid.Empty));
}
