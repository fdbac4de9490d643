using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Orders;
using CreatorFlow.Contracts;

namespace CreatorFlow.Adapters.Amazon;

/// <summary>Orders of Amazon, by <c>getOrder</c> of 2026-01-01. Buyer and recipient are not asked for.</summary>
internal sealed class AmazonOrders(SellingPartnerApi api, TimeProvider clock) : IOrderSource
{
    /// <summary>One order in two seconds is all there is: a queue of them must not hold what reads other platforms' orders.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    public string Platform => Platforms.Amazon;

    public async Task<OrderAnswer> ReadAsync(Connection connection, string orderId, CancellationToken cancellation)
    {
        if (AmazonAccount.From(connection) is not { } account) return new OrderAnswer.Refused("connection.incomplete");
        var address = $"/orders/2026-01-01/orders/{Uri.EscapeDataString(orderId)}?includedData=PROCEEDS,FULFILLMENT,PACKAGES,CANCELLATION";
        return await api.CallAsync(account, AmazonOperation.GetOrder, HttpMethod.Get, address, null, cancellation, LongestWait) switch
        {
            AmazonAnswer.Fine fine => Order(fine.Body),
            AmazonAnswer.Unknown => new OrderAnswer.NotFound(),
            AmazonAnswer.Unavailable unavailable => new OrderAnswer.Unavailable(unavailable.Code, unavailable.RetryAfter) { NotAsked = unavailable.RetryAfter is not null },
            AmazonAnswer.Refused refused => new OrderAnswer.Refused(refused.Code),
            var other => throw new System.Diagnostics.UnreachableException(other.ToString()),
        };
    }

    public async Task<OrderListAnswer> ListAsync(Connection connection, DateTimeOffset since, string? cursor, CancellationToken cancellation)
    {
        if (AmazonAccount.From(connection) is not { } account) return new OrderListAnswer.Refused("connection.incomplete");
        return await api.CallAsync(account, AmazonOperation.SearchOrders, HttpMethod.Get, OrdersPage.Address(account, since, cursor), null, cancellation, LongestWait) switch
        {
            AmazonAnswer.Fine fine => OrdersPage.Read(fine.Body),
            AmazonAnswer.Unavailable unavailable => new OrderListAnswer.Unavailable(unavailable.Code, unavailable.RetryAfter),
            AmazonAnswer.Refused refused => new OrderListAnswer.Refused(refused.Code),
            AmazonAnswer.Unknown unknown => new OrderListAnswer.Refused(unknown.Code),
            var other => throw new System.Diagnostics.UnreachableException(other.ToString()),
        };
    }

    /// <summary>Names an order's state.</summary>
    public static string StateOf(DateTimeOffset updatedAt, string status) => string.Create(CultureInfo.InvariantCulture, $"{updatedAt:O}:{status}");

    public TranslatedOrder Translate(byte[] json)
    {
        var order = AmazonOrder.Read(json);
        return new(StateOf(order.UpdatedAt, order.Fulfillment.FulfillmentStatus), AmazonOrderTranslator.Translate(order));
    }

    private OrderAnswer Order(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("order", out var order)
                ? new OrderAnswer.Found(JsonMarshal.GetRawUtf8Value(order).ToArray(), clock.GetUtcNow())
                : new OrderAnswer.Unavailable("amazon.unreadable");
        }
        catch (JsonException)
        {
            return new OrderAnswer.Unavailable("amazon.unreadable");
        }
    }
}
