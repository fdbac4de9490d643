using System.Globalization;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Orders;
using CreatorFlow.Contracts;

namespace CreatorFlow.Adapters.TikTok;

/// <summary>Orders of TikTok Shop.</summary>
internal sealed class TikTokOrders(OrderDetailClient client, OrderSearch search) : IOrderSource
{
    public string Platform => Platforms.TikTok;

    public async Task<OrderAnswer> ReadAsync(Connection connection, string orderId, CancellationToken cancellation) =>
        TikTokAccount.From(connection) is { } account ? await client.ReadAsync(account, orderId, cancellation) : new OrderAnswer.Refused("connection.incomplete");

    public async Task<OrderListAnswer> ListAsync(Connection connection, DateTimeOffset since, string? cursor, CancellationToken cancellation) =>
        TikTokAccount.From(connection) is { } account ? await search.PageAsync(new Shop(connection, account), since, cursor, cancellation) : new OrderListAnswer.Refused("connection.incomplete");

    /// <summary>Names an order's state.</summary>
    public static string StateOf(long updateTime, string status) => string.Create(CultureInfo.InvariantCulture, $"{updateTime}:{status}");

    public TranslatedOrder Translate(byte[] json)
    {
        var order = OrderDetail.Read(json);
        return new(StateOf(order.UpdateTime, order.Status), OrderDetailTranslator.Translate(order));
    }
}
