using System.Globalization;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Orders;
using CreatorFlow.Contracts;

namespace CreatorFlow.Adapters.TikTok;

/// <summary>Orders of TikTok Shop.</summary>
internal sealed class TikTokOrders(OrderDetailClient client) : IOrderSource
{
    public string Platform => Platforms.TikTok;

    public async Task<OrderAnswer> ReadAsync(Connection connection, string orderId, CancellationToken cancellation) =>
        TikTokAccount.From(connection) is { } account ? await client.ReadAsync(account, orderId, cancellation) : new OrderAnswer.Refused("connection.incomplete");

    public TranslatedOrder Translate(byte[] json)
    {
        var order = OrderDetail.Read(json);
        return new(string.Create(CultureInfo.InvariantCulture, $"{order.UpdateTime}:{order.Status}"), OrderDetailTranslator.Translate(order));
    }
}
