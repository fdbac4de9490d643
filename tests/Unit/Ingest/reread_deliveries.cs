using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Ingest.Replaying;
using CreatorFlow.Ingest.Shopify;
using CreatorFlow.Ingest.Standard;
using CreatorFlow.Ingest.TikTok;
using CreatorFlow.Ingest.Webhooks;

namespace CreatorFlow.Tests.Unit.Ingest;

public sealed class Reread_deliveries
{
    private const string Level = """{"inventory_item_id":808950810,"location_id":905684977,"available":6,"updated_at":"2026-11-21T10:00:00Z"}""";
    private const string Stock = """{"type":"inventory.stock_updated","timestamp":"2026-11-21T10:00:00Z","data":{"sku":"A","set":12}}""";

    [Fact]
    public void Are_read_as_they_were_without_the_headers_that_the_archive_lacks()
    {
        var first = Given.Delivery(new ShopifySource(), Level, ("X-Shopify-Topic", "inventory_levels/update"), ("X-Shopify-Webhook-Id", "w-1"));
        SameAgain(new ShopifySource(), first);
        SameAgain(new StandardSource(), Given.Delivery(new StandardSource(), Stock, ("webhook-id", "msg_1")));
    }

    [Fact]
    public void Keep_their_id_key_and_time_and_leave_the_body_in_the_archive()
    {
        var today = Reread(new StandardSource(), Given.Delivery(new StandardSource(), Stock, ("webhook-id", "msg_1")) with { Id = "d7" });
        Assert.Equal(("d7", "c1:msg_1", Given.ReceivedAt), (today.Id, today.IdempotencyKey, today.ReceivedAt));
        Assert.Empty(today.Body);
        Assert.Null(today.Again!.Key);
    }

    [Theory]
    [InlineData("orders/create")]
    [InlineData("event:Product/update")]
    [InlineData("event:inventory/level/update")]
    public void Of_Shopify_know_their_topic(string topic) =>
        Assert.Equal(topic, ShopifyHeaders.Topic(new(ShopifyHeaders.Recall(topic, "w"), [], Given.ReceivedAt)));

    [Fact]
    public void Without_a_topic_are_no_topic_named_unknown()
    {
        var first = Given.Delivery(new ShopifySource(), Level, ("X-Shopify-Webhook-Id", "w-1"));
        Assert.Equal("unknown", first.Topic);
        Assert.Equal(first.Quarantined, Reread(new ShopifySource(), first).Quarantined);
    }

    [Fact]
    public void Name_the_key_that_they_would_have_today()
    {
        const string body = """{"type":1,"tts_notification_id":"7327112393057371910","shop_id":"7494049642642441621","timestamp":1644412885,"data":{"order_id":"576486316948490001","order_status":"UNPAID","update_time":1644412885}}""";
        var today = Given.Delivery(new TikTokSource(), body);
        var quarantined = today with { IdempotencyKey = $"c1:unknown:{today.Checksum}", Quarantined = "webhook.unreadable", Events = [] };
        var again = Reread(new TikTokSource(), quarantined);
        Assert.Equal((quarantined.IdempotencyKey, today.IdempotencyKey), (again.IdempotencyKey, again.Again!.Key));
        Assert.NotEmpty(again.Events);
    }

    [Fact]
    public void Whose_id_was_too_long_to_keep_have_none()
    {
        var first = Given.Delivery(new StandardSource(), Stock, ("webhook-id", new string('x', 500)));
        Assert.Null(DeliveryKey.IdWithin(first));
        Assert.Equal(first.IdempotencyKey, Reread(new StandardSource(), first).IdempotencyKey);
    }

    private static void SameAgain(IWebhookSource source, Delivery first)
    {
        var today = Reread(source, first);
        Assert.NotEmpty(first.Events);
        Assert.Equal(first.Events, today.Events);
        Assert.Equal((first.Topic, first.IdempotencyKey, first.Checksum), (today.Topic, today.IdempotencyKey, today.Checksum));
    }

    private static Delivery Reread(IWebhookSource source, Delivery archived) => RereadDelivery.Read(source, Given.Connection(source.Platform), archived);
}
