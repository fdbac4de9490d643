using CreatorFlow.Contracts;
using CreatorFlow.Simulator.Amazon;
using CreatorFlow.Simulator.Shopify;
using CreatorFlow.Simulator.Standard;
using CreatorFlow.Simulator.TikTok;

namespace CreatorFlow.Simulator.Commerce;

/// <summary>An order as its platform knows it.</summary>
/// <param name="Platform">Where.</param>
/// <param name="Id">The platform's.</param>
/// <param name="State"><c>cancelled</c>, <c>shipped</c> (all of it), <c>part_shipped</c> or <c>open</c>.</param>
/// <param name="Units">As ordered, of the seller's stock: none of what Amazon's warehouses ship. Of a cancelled order what was ordered at first is not remembered everywhere.</param>
internal sealed record MadeOrder(string Platform, string Id, string State, long Units);

/// <summary>Every order of a creator, finished ones too. Kept in memory alone; not thread-safe.</summary>
internal sealed class OrderBook
{
    private readonly Dictionary<string, Func<MadeOrder>> made = new(StringComparer.Ordinal);

    /// <summary>An order is among the open ones after the step that placed it, so none is missed when every step is noted.</summary>
    public void Note(CreatorState state)
    {
        foreach (var order in state.Shopify?.Open ?? []) made.TryAdd($"{Platforms.Shopify}/{order.Id}", () => Of(order));
        foreach (var order in state.TikTok?.Orders ?? []) made.TryAdd($"{Platforms.TikTok}/{order.Id}", () => Of(order));
        foreach (var order in state.Amazon?.Orders ?? []) made.TryAdd($"{Platforms.Amazon}/{order.Id}", () => Of(order));
        foreach (var order in state.Standard?.Open ?? []) made.TryAdd($"{Platforms.Standard}/{order.Id}", () => Of(order));
    }

    public IReadOnlyList<MadeOrder> Read() => [.. made.Values.Select(order => order())];

    private static MadeOrder Of(ShopifyOrder order) => new(Platforms.Shopify, $"{order.Id}",
        order.CancelledAt is null ? Shipped(order.Lines.LongCount(l => l.Shipped), order.Lines.Count) : "cancelled", order.Lines.Sum(l => l.Quantity));

    private static MadeOrder Of(TikTokOrder order) => new(Platforms.TikTok, order.Id,
        order.CancelledAt is null ? Shipped(order.Units.LongCount(u => u.Status is "IN_TRANSIT" or "DELIVERED" or "COMPLETED"), order.Units.Count) : "cancelled", order.Units.Count);

    private static MadeOrder Of(AmazonOrder order) => new(Platforms.Amazon, order.Id,
        order.CancelReason is null ? Shipped(order.Lines.Sum(l => l.Shipped), order.Lines.Sum(l => l.Quantity)) : "cancelled", order.ByAmazon ? 0 : order.Lines.Sum(l => l.Quantity));

    private static MadeOrder Of(StandardOrder order) => new(Platforms.Standard, order.Id, order.Cancelled ? "cancelled" : order.Shipped ? "shipped" : "open", 1);

    private static string Shipped(long shipped, long all) => shipped == 0 ? "open" : shipped < all ? "part_shipped" : "shipped";
}
