using System.Globalization;
using CreatorFlow.Simulator.Amazon;
using CreatorFlow.Simulator.Commerce;
using CreatorFlow.Simulator.Shopify;

namespace CreatorFlow.Tests.Integration.Adapters;

/// <summary>What a played platform knows of its orders, in the words of our books.</summary>
internal static class PlayedOrders
{
    public static Dictionary<string, string> Of(SimulatedCreator creator) => creator.State switch
    {
        { Shopify: { } shop } => shop.Open.Concat(shop.Finished).ToDictionary(o => o.Id.ToString(CultureInfo.InvariantCulture), StatusOf),
        { TikTok: { } shop } => shop.Orders.ToDictionary(o => o.Id, o => OfTikTok(o.Status)),
        { Amazon: { } seller } => seller.Orders.ToDictionary(o => o.Id, StatusOf),
        _ => [],
    };

    private static string StatusOf(ShopifyOrder order) => order switch
    {
        { CancelledAt: not null } => "cancelled",
        { Parcels.Count: > 0 } => order.Lines.All(l => l.Shipped) ? "shipped" : "partially_shipped",
        _ => order.Paid ? "paid" : "created",
    };

    private static string OfTikTok(string status) => status switch
    {
        "UNPAID" => "created",
        "PARTIALLY_SHIPPING" => "partially_shipped",
        "IN_TRANSIT" => "shipped",
        "DELIVERED" or "COMPLETED" => "delivered",
        "CANCELLED" => "cancelled",
        _ => "paid",
    };

    private static string StatusOf(AmazonOrder order) => order.Status switch
    {
        "PENDING" => "created",
        "UNSHIPPED" => "paid",
        var further => further.ToLowerInvariant(),
    };
}
