using System.Text.RegularExpressions;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Adapters.Shopify;
using CreatorFlow.Ingest.Payloads;
using CreatorFlow.Ingest.Shopify;
using CreatorFlow.Ingest.Webhooks;
using Microsoft.AspNetCore.Http;

namespace CreatorFlow.Tests.Contracts.Adapters;

public sealed partial class Shopify_subscriptions
{
    private static readonly Uri Ours = new("https://gateway.invalid/webhooks/shopify/demo-1-shopify");

    [Fact]
    public void Every_topic_that_is_kept_is_read_and_every_topic_that_the_documentation_names_is_kept()
    {
        Assert.True(PayloadDocument.TryParse("{}"u8.ToArray(), out var body, out _));
        using (body) Assert.All(WebhookSubscriptions.Topics, topic => Assert.IsNotType<Translation.UnknownTopic>(ShopifyTranslator.Translate(topic, body.Root, DateTimeOffset.UnixEpoch)));
        var documented = File.ReadAllText(Repository.File("docs", "sources.md")).Split("| TikTok |")[0].Split("| Shopify |")[1];
        Assert.Equal(Topic().Matches(documented).Select(m => m.Groups[1].Value).Order(), WebhookSubscriptions.Topics.Order());
    }

    [Fact]
    public async Task What_is_not_sent_to_the_very_address_is_missing_until_it_is_subscribed_to()
    {
        await using var shop = await ShopifyShopHost.StartAsync();
        Assert.Empty(await MissingAsync(shop, Ours));
        Lose(shop, "orders/create");
        Assert.Equal(["orders/create"], await MissingAsync(shop, Ours));
        var elsewhere = new Uri("https://elsewhere.example/webhooks/shopify/demo-1-shopify");
        Assert.Equal(WebhookSubscriptions.Topics, await MissingAsync(shop, elsewhere));
        Assert.IsType<SubscriptionAnswer.Subscribed>(await shop.Adapter.SubscribeAsync(shop.Connection, Ours, "orders/create", CancellationToken.None));
        Assert.Empty(await MissingAsync(shop, Ours));
        Assert.Equal(WebhookSubscriptions.Topics, await MissingAsync(shop, elsewhere));
    }

    [Fact]
    public async Task All_pages_count()
    {
        await using var shop = await ShopifyShopHost.StartAsync();
        for (var other = 0; other < 120; other++)
            Assert.IsType<SubscriptionAnswer.Subscribed>(await shop.Adapter.SubscribeAsync(shop.Connection, new Uri($"https://other-{other}.example/"), "orders/create", CancellationToken.None));
        Lose(shop, "orders/paid");
        await shop.Adapter.SubscribeAsync(shop.Connection, Ours, "orders/paid", CancellationToken.None); // the last of all
        Assert.Empty(await MissingAsync(shop, Ours));
        Assert.True(shop.Requests.Count(r => ((string)r["query"]!).StartsWith("query Subscriptions", StringComparison.Ordinal)) > 1);
    }

    [Fact]
    public async Task Subscribed_twice_it_is_refused_with_a_code_and_without_the_platforms_words()
    {
        await using var shop = await ShopifyShopHost.StartAsync();
        Assert.Equal(new SubscriptionAnswer.Failure("shopify.subscription_refused", Passing: false), await shop.Adapter.SubscribeAsync(shop.Connection, Ours, "orders/create", CancellationToken.None));
    }

    [Theory]
    [InlineData(401, "shopify.http_401", false)]
    [InlineData(503, "shopify.http_503", true)]
    public async Task A_call_that_fails_says_whether_asking_again_helps(int status, string code, bool passing)
    {
        await using var shop = await ShopifyShopHost.StartAsync();
        shop.Between = (context, _) =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        };
        Assert.Equal(new SubscriptionAnswer.Failure(code, passing), await shop.Adapter.FindMissingTopicsAsync(shop.Connection, Ours, CancellationToken.None));
        Assert.Equal(new SubscriptionAnswer.Failure(code, passing), await shop.Adapter.SubscribeAsync(shop.Connection, Ours, "orders/create", CancellationToken.None));
    }

    private static async Task<IReadOnlyList<string>> MissingAsync(ShopifyShopHost shop, Uri address) =>
        Assert.IsType<SubscriptionAnswer.Missing>(await shop.Adapter.FindMissingTopicsAsync(shop.Connection, address, CancellationToken.None)).Topics;

    private static void Lose(ShopifyShopHost shop, string topic) => shop.Commerce.Touch<string>(shop.Connection.Id, inventory =>
    {
        Assert.True(inventory.Subscriptions.Lose(topic));
        return (topic, []);
    });

    [GeneratedRegex("`([a-z_]+/[a-z_]+)`")]
    private static partial Regex Topic();
}
