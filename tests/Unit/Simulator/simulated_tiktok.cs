using System.Text;
using CreatorFlow.Adapters.TikTok;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Tests.Unit.Simulator;

public sealed class Simulated_tiktok
{
    private readonly SimulatedCreator creator = Play.New();

    [Fact]
    public void The_api_knows_every_order_as_soon_as_its_webhook_is_made()
    {
        for (var second = 0; second < 2_000; second++)
            foreach (var webhook in creator.Step(Play.Opening.AddSeconds(second)).Select(o => o.Webhook).Where(IsOrder))
            {
                var said = webhook.Json()["data"]!;
                var order = creator.TikTokOrder((string)said["order_id"]!);
                Assert.NotNull(order);
                Assert.Equal((string)said["order_status"]! == "CANCEL" ? "CANCELLED" : (string)said["order_status"]!, (string)order["status"]!);
                Assert.Equal((long)said["update_time"]!, (long)order["update_time"]!);
            }
    }

    [Fact]
    public void The_adapter_can_read_every_order_and_no_shipment_lacks_its_tracking_number()
    {
        creator.Run(2_000);
        var events = creator.State.TikTok!.Orders.SelectMany(o => Read(o.Id)).ToList();

        Assert.InRange(events.OfType<OrderDispatched>().Count(), 50, int.MaxValue);
        Assert.All(events.OfType<OrderDispatched>(), e => Assert.NotEmpty(e.TrackingNumber!));
        Assert.All(events.OfType<OrderPlaced>().SelectMany(e => e.Lines), l => Assert.NotNull(l.UnitPrice));
    }

    [Fact]
    public void Some_orders_travel_in_two_packages_that_hold_all_units_together()
    {
        creator.Run(3_000);
        var split = creator.State.TikTok!.Orders.Where(o => o.Status == "COMPLETED" && o.Units.DistinctBy(u => u.PackageId).Count() == 2).ToList();

        Assert.NotEmpty(split);
        Assert.All(split, o => Assert.Equal(o.Units.Count, Read(o.Id).OfType<OrderDispatched>().Sum(d => d.Lines!.Sum(l => l.Quantity))));
    }

    [Fact]
    public void Low_stock_is_told_with_the_true_number()
    {
        for (var second = 0; second < 2_000; second++)
            foreach (var webhook in creator.Step(Play.Opening.AddSeconds(second)).Select(o => o.Webhook).Where(w => w.Topic == "27"))
            {
                var said = webhook.Json()["data"]!;
                var available = (long)said["inventory_distribution"]!["available_quantity"]!;
                Assert.Equal(available == 0 ? "OUT_OF_STOCK" : "LOW_STOCK", (string)said["current_inventory_status"]!);
                Assert.Contains(creator.State.TikTok!.Available.Values, v => v == available);
            }
    }

    [Fact]
    public void Every_kind_of_webhook_comes() =>
        Assert.Superset(new HashSet<string> { "1", "4", "27" }, creator.Run(3_000).Select(w => w.Topic).ToHashSet());

    [Fact]
    public void Ids_are_text() => Assert.All(creator.Run(300).Where(IsOrder), w => Assert.Matches(@"^\d{19}$", (string)w.Json()["data"]!["order_id"]!));

    private IReadOnlyList<ChannelEvent> Read(string orderId) =>
        OrderDetailTranslator.Translate(OrderDetail.Read(Encoding.UTF8.GetBytes(creator.TikTokOrder(orderId)!.ToJsonString())));

    private static bool IsOrder(Webhook webhook) => webhook is { ConnectionId: "demo-1-tiktok", Topic: "1" };
}
