using CreatorFlow.Adapters.Channels;
using CreatorFlow.Adapters.TikTok;
using CreatorFlow.Ingest.Payloads;
using CreatorFlow.Ingest.TikTok;
using CreatorFlow.Ingest.Webhooks;
using Microsoft.AspNetCore.Http;

namespace CreatorFlow.Tests.Contracts.Adapters;

public sealed class TikTok_subscriptions
{
    private static readonly Uri Ours = new("https://gateway.invalid/webhooks/tiktok/x");

    /// <summary>By the API's words; 24 and 27 are read and have none.</summary>
    private static readonly Dictionary<string, string> Numbers = new()
    {
        ["ORDER_STATUS_CHANGE"] = "1", ["RECIPIENT_ADDRESS_UPDATE"] = "3", ["PACKAGE_UPDATE"] = "4", ["PRODUCT_STATUS_CHANGE"] = "5", ["CANCELLATION_STATUS_CHANGE"] = "11",
        ["RETURN_STATUS_CHANGE"] = "12", ["PRODUCT_INFORMATION_CHANGE"] = "15", ["PRODUCT_CREATION"] = "16", ["PRODUCT_AUDIT_STATUS_CHANGE"] = "37",
    };

    [Fact]
    public void Every_event_type_that_is_kept_is_read_and_every_type_that_is_read_is_kept_where_the_api_has_a_word_for_it()
    {
        Assert.True(PayloadDocument.TryParse("{}"u8.ToArray(), out var body, out _));
        using (body)
        {
            var read = Enumerable.Range(1, 60).Select(n => $"{n}").Where(n => TikTokTranslator.Translate(n, body.Root, DateTimeOffset.UnixEpoch) is not Translation.UnknownTopic);
            Assert.Equal(read.Except(["24", "27"]), ShopWebhooks.EventTypes.Select(e => Numbers[e]).OrderBy(int.Parse));
        }
    }

    [Fact]
    public async Task What_is_not_sent_to_the_very_address_is_missing_until_it_is_subscribed_to()
    {
        await using var shop = await TikTokShopHost.StartAsync();
        Assert.Empty(await MissingAsync(shop, Ours));
        shop.Truth((_, shelves) => shelves.Subscriptions.Lose("ORDER_STATUS_CHANGE"));
        Assert.Equal(["ORDER_STATUS_CHANGE"], await MissingAsync(shop, Ours));
        Assert.False(shop.Truth((_, shelves) => shelves.Subscriptions.Sends("1")));
        Assert.IsType<SubscriptionAnswer.Subscribed>(await shop.Adapter.SubscribeAsync(shop.Connection, Ours, "ORDER_STATUS_CHANGE", CancellationToken.None));
        Assert.Empty(await MissingAsync(shop, Ours));
        Assert.True(shop.Truth((_, shelves) => shelves.Subscriptions.Sends("1")));
        var asked = shop.Calls.Last(c => c.Body.Count > 0).Body;
        Assert.Equal(("ORDER_STATUS_CHANGE", Ours.AbsoluteUri), ((string?)asked["event_type"], (string?)asked["address"]));
    }

    [Fact]
    public async Task An_event_type_has_one_address()
    {
        await using var shop = await TikTokShopHost.StartAsync();
        var elsewhere = new Uri("https://elsewhere.example/webhooks/tiktok/x");
        Assert.Equal(ShopWebhooks.EventTypes, await MissingAsync(shop, elsewhere));
        await shop.Adapter.SubscribeAsync(shop.Connection, elsewhere, "PACKAGE_UPDATE", CancellationToken.None);
        Assert.Equal(["PACKAGE_UPDATE"], await MissingAsync(shop, Ours));
    }

    [Theory]
    [InlineData(401, "tiktok.http_401", false)]
    [InlineData(429, "tiktok.http_429", true)]
    [InlineData(503, "tiktok.http_503", true)]
    public async Task A_call_that_fails_says_whether_asking_again_helps(int status, string code, bool passing)
    {
        await using var shop = await TikTokShopHost.StartAsync();
        for (var call = 0; call < 2; call++) shop.SearchTroubles.Enqueue(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        foreach (var answer in new[] { await shop.Adapter.FindMissingTopicsAsync(shop.Connection, Ours, CancellationToken.None), await shop.Adapter.SubscribeAsync(shop.Connection, Ours, "PACKAGE_UPDATE", CancellationToken.None) })
        {
            var failure = Assert.IsType<SubscriptionAnswer.Failure>(answer);
            Assert.Equal((code, passing), (failure.Code, failure.Passing));
        }
    }

    [Fact]
    public async Task A_missing_scope_is_a_refusal_with_the_platforms_number()
    {
        await using var shop = await TikTokShopHost.StartAsync();
        shop.SearchTroubles.Enqueue(context => context.Response.WriteAsync("""{"code":105005,"message":"Access denied","request_id":"1","data":{}}"""));
        Assert.Equal(new SubscriptionAnswer.Failure("tiktok.105005", Passing: false), await shop.Adapter.FindMissingTopicsAsync(shop.Connection, Ours, CancellationToken.None));
    }

    private static async Task<IReadOnlyList<string>> MissingAsync(TikTokShopHost shop, Uri address) =>
        Assert.IsType<SubscriptionAnswer.Missing>(await shop.Adapter.FindMissingTopicsAsync(shop.Connection, address, CancellationToken.None)).Topics;
}
