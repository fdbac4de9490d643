using System.Text;
using CreatorFlow.Adapters.Orders;
using CreatorFlow.Adapters.TikTok;
using CreatorFlow.Contracts.Work;

namespace CreatorFlow.Tests.Unit.Adapters;

public sealed class Order_delivery
{
    private static readonly TikTokOrders TikTok = new(new OrderDetailClient(new HttpClient(), TimeProvider.System), search: null!);
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);
    private static readonly FetchOrder Work = new()
    {
        CreatorId = "creator",
        ConnectionId = "shop",
        Platform = "tiktok",
        PlatformOrderId = Sample.OrderId,
        CausationId = "cause",
        TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    };

    [Fact]
    public void The_same_state_of_an_order_has_the_same_key_and_checksum_however_often_it_is_read()
    {
        var first = OrderDelivery.Of(TikTok, Work, Sample.OrderJson(), Now);
        var second = OrderDelivery.Of(TikTok, Work with { CausationId = "another" }, Sample.OrderJson(), Now.AddMinutes(1));

        Assert.Equal("order-detail:576461413038785752:1619621355:UNPAID", first.IdempotencyKey);
        Assert.Equal((first.IdempotencyKey, first.Checksum), (second.IdempotencyKey, second.Checksum));
        Assert.NotEqual(first.Id, second.Id);
    }

    [Fact]
    public void It_names_whose_it_is_and_carries_the_trace()
    {
        var delivery = OrderDelivery.Of(TikTok, Work, Sample.OrderJson(), Now);

        Assert.Equal(("creator", "shop", "tiktok", "api/order_detail"), (delivery.CreatorId, delivery.ConnectionId, delivery.Platform, delivery.Topic));
        Assert.Equal(Work.TraceParent, delivery.TraceParent);
        Assert.Single(delivery.Events);
        Assert.Null(delivery.Quarantined);
    }

    [Fact]
    public void An_order_that_cannot_be_read_is_quarantined_with_its_field()
    {
        var delivery = OrderDelivery.Of(TikTok, Work, Encoding.UTF8.GetBytes("""{"id":"1","status":"UNPAID","create_time":"soon","line_items":[]}"""), Now);

        Assert.Equal("order_detail.unreadable", delivery.Quarantined);
        Assert.Contains("create_time", delivery.Reason, StringComparison.Ordinal);
        Assert.Empty(delivery.Events);
    }
}
