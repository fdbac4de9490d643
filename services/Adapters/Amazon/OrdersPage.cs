using System.Globalization;
using CreatorFlow.Adapters.Orders;

namespace CreatorFlow.Adapters.Amazon;

/// <summary>A page of <c>searchOrders</c> (2026-01-01). Its orders are read one by one afterwards, as those that a notification names.</summary>
internal sealed record OrdersPage
{
    public required IReadOnlyList<Listed> Orders { get; init; }
    public ListingsPagination? Pagination { get; init; }

    /// <summary>A token goes with the parameters of its first page.</summary>
    public static string Address(AmazonAccount account, DateTimeOffset since, string? cursor)
    {
        var moment = since.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var page = cursor is null ? "" : $"&paginationToken={Uri.EscapeDataString(cursor)}";
        return $"/orders/2026-01-01/orders?lastUpdatedAfter={Uri.EscapeDataString(moment)}&{ListingAddress.Marketplaces(account)}&includedData=FULFILLMENT&maxResultsPerPage=100{page}";
    }

    public static OrderListAnswer Read(byte[] body)
    {
        if (AmazonJson.TryRead<OrdersPage>(body) is not { } page) return new OrderListAnswer.Unavailable("amazon.unreadable");
        return new OrderListAnswer.Page(
            [.. page.Orders.Select(o => new ListedOrder(o.OrderId, AmazonOrders.StateOf(o.LastUpdatedTime ?? o.CreatedTime, o.Fulfillment?.FulfillmentStatus ?? "")))],
            page.Pagination?.NextToken is { Length: > 0 } next ? next : null);
    }

    internal sealed record Listed
    {
        public required string OrderId { get; init; }
        public required DateTimeOffset CreatedTime { get; init; }
        public DateTimeOffset? LastUpdatedTime { get; init; }
        public AmazonFulfillment? Fulfillment { get; init; }
    }
}
