using System.Net;
using System.Text;
using System.Text.Json;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Adapters.Meta;
using CreatorFlow.Tests.Contracts.Sources;

namespace CreatorFlow.Tests.Contracts.Adapters;

/// <summary>What is Meta's own: batches that are worked off later.</summary>
public sealed class MetaBatchTests : IAsyncLifetime
{
    private readonly MetaUnderTest meta = new();

    public Task InitializeAsync() => meta.StartAsync();

    public async Task DisposeAsync() => await meta.DisposeAsync();

    [Fact]
    public async Task A_batch_that_takes_long_is_unavailable_and_asked_about_again_instead_of_being_sent_again()
    {
        var wish = Wish(1, 5, 3);
        meta.Catalogue.BatchTakes = TimeSpan.FromHours(1);
        Assert.Equal(new PushResult.Unavailable("meta.batch_unfinished"), await PushAsync(wish));
        Assert.Equal(new PushResult.Unavailable("meta.batch_unfinished"), await PushAsync(wish));
        Assert.Equal(1, meta.Catalogue.BatchesTaken);
        meta.Catalogue.Finish();
        Assert.IsType<PushResult.Taken>(await PushAsync(wish));
        Assert.Equal((1, 3L), (meta.Catalogue.BatchesTaken, meta.Shown(wish.ListingId)));
    }

    [Fact]
    public async Task A_newer_wish_waits_for_the_older_ones_batch()
    {
        var older = Wish(1, 5, 9);
        var newer = older with { Quantity = 3, IdempotencyKey = Guid.CreateVersion7() };
        meta.Catalogue.BatchTakes = TimeSpan.FromHours(1);
        await PushAsync(older);
        Assert.IsType<PushResult.Unavailable>(await PushAsync(newer));
        Assert.Equal(1, meta.Catalogue.BatchesTaken);
        meta.Catalogue.BatchTakes = TimeSpan.Zero;
        meta.Catalogue.Finish();
        Assert.IsType<PushResult.Taken>(await PushAsync(newer));
        Assert.Equal((2, 3L), (meta.Catalogue.BatchesTaken, meta.Shown(older.ListingId)));
    }

    [Fact]
    public async Task Listings_of_an_unfinished_batch_do_not_hold_others()
    {
        var (slow, quick) = (Wish(1, 5, 9), Wish(2, 5, 8));
        meta.Catalogue.BatchTakes = TimeSpan.FromHours(1);
        await PushAsync(slow);
        meta.Catalogue.BatchTakes = TimeSpan.Zero;
        Assert.IsType<PushResult.Taken>(await PushAsync(quick));
    }

    [Fact]
    public async Task A_product_that_is_not_counted_has_no_quantity()
    {
        meta.Catalogue.Put("uncounted", "A poster", null);
        var page = Assert.IsType<PageAnswer.Page>(await meta.Adapter.ReadAsync(meta.Connection, null, CancellationToken.None));
        var listing = Assert.Single(page.Listings);
        Assert.Equal(("uncounted", null, "uncounted", "A poster"), (listing.ListingId, listing.Available, listing.Sku, listing.Title));
    }

    [Fact]
    public void The_body_is_the_documented_one()
    {
        var body = StockBatch.Body([new("SKU2006-001", "", 12, null, default), new("SKU2006-020", "", 0, null, default)]);
        Assert.True(JsonElement.DeepEquals(Parse(Samples.Read("meta/items_batch.inventory.request.json")), Parse(body)));
    }

    [Fact]
    public void The_documented_answers_are_read()
    {
        var receipt = BatchReceipt.Read(Parse(Samples.Read("meta/items_batch.response.json")));
        Assert.Equal(["HANDLE"], receipt.Handles);
        Assert.Empty(receipt.Invalid);
        Assert.Equal(new(true, true, false), Of(BatchStatus.Read(Parse(Samples.Read("meta/check_batch_request_status.response.json")), "HANDLE")!));
    }

    [Theory]
    [InlineData("""{"data":[{"handle":"H","status":"finished","errors":[{"id":"A","message":"m"}],"errors_total_count":1,"warnings":[{"id":"B"}]}]}""", true, "A", false)]
    [InlineData("""{"data":[{"handle":"H","status":"finished","errors":[],"errors_total_count":1,"ids_of_invalid_requests":["A"]}]}""", true, "A", false)]
    [InlineData("""{"data":[{"handle":"H","status":"finished","errors":[{"id":"A"}],"errors_total_count":7}]}""", true, "A", true)]
    [InlineData("""{"data":[{"handle":"H","status":"started","errors":[]}]}""", false, "", false)]
    public void Errors_name_their_items_and_warnings_are_none(string body, bool finished, string invalid, bool unnamed)
    {
        var status = BatchStatus.Read(Parse(Encoding.UTF8.GetBytes(body)), "H")!;
        Assert.Equal((finished, invalid, unnamed), (status.Finished, string.Concat(status.Invalid), status.Unnamed));
    }

    [Theory]
    [InlineData(400, """{"error":{"code":80014,"message":"m"}}""", null, "meta.80014", 60)]
    [InlineData(400, """{"error":{"code":4}}""", """{"1":[{"estimated_time_to_regain_access":19}]}""", "meta.4", 1140)]
    [InlineData(429, "slow down", null, "meta.http_429", 60)]
    [InlineData(500, """{"error":{"code":2}}""", null, "meta.2", 0)]
    [InlineData(400, """{"error":{"code":368,"is_transient":true}}""", null, "meta.368", 0)]
    [InlineData(503, "<html>", null, "meta.http_503", 0)]
    [InlineData(200, "<html>", null, "meta.unreadable", 0)]
    public void What_may_pass_is_unavailable(int status, string body, string? usage, string code, int seconds) => Assert.Equal(
        new GraphAnswer.Unavailable(code, seconds == 0 ? null : TimeSpan.FromSeconds(seconds)),
        GraphAnswer.Of((HttpStatusCode)status, Encoding.UTF8.GetBytes(body), BusinessUsage.Pause(usage)));

    [Theory]
    [InlineData(401, """{"error":{"code":190}}""", "meta.190")]
    [InlineData(400, """{"error":{"code":100}}""", "meta.100")]
    [InlineData(403, "<html>", "meta.http_403")]
    [InlineData(400, """{"error":{"code":"x"}}""", "meta.error")]
    public void What_will_not_pass_is_refused(int status, string body, string code) =>
        Assert.Equal(new GraphAnswer.Refused(code), GraphAnswer.Of((HttpStatusCode)status, Encoding.UTF8.GetBytes(body), null));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"1":{}}""")]
    [InlineData("""{"1":[{"estimated_time_to_regain_access":"soon"}]}""")]
    [InlineData("""{"1":[{"estimated_time_to_regain_access":0}]}""")]
    public void A_usage_that_asks_for_nothing_is_no_pause(string usage) => Assert.Null(BusinessUsage.Pause(usage));

    private static JsonElement Parse(byte[] json) => JsonSerializer.Deserialize<JsonElement>(json);

    private static (bool, bool, bool) Of(BatchStatus status) => (status.Finished, status.Invalid.Count == 0, status.Unnamed);

    private PushItem Wish(int number, long shown, long quantity) => new(meta.MakeListing(number, shown).ListingId, "", quantity, null, Guid.CreateVersion7());

    private async Task<PushResult> PushAsync(PushItem wish) => Assert.Single(await meta.Adapter.PushAsync(meta.Connection, [wish], CancellationToken.None));
}
