using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Orders;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Contracts.Work;

namespace CreatorFlow.Adapters.OrderPolling;

/// <summary>What came of the orders of a page.</summary>
/// <param name="Published">Orders with news.</param>
/// <param name="Failure">Why the rest was not read, or null.</param>
/// <param name="Lost">Another replica has the poll now.</param>
internal sealed record IntakeResult(int Published, OrderListAnswer? Failure = null, bool Lost = false);

/// <summary>Reads the orders of a page that are not known in their state, and publishes those with news. Thread-safe.</summary>
internal sealed partial class OrderIntake(OrderBooks books, DeliveryPublisher publisher, PollPatience patience, ILogger<OrderIntake> logger)
{
    /// <summary>Why a delivery came, in the place of a webhook's id.</summary>
    private const string Cause = "order-poll";

    /// <param name="source">The platform.</param>
    /// <param name="connection">Whose.</param>
    /// <param name="orders">As listed.</param>
    /// <param name="keep">Keeps the claim; false when it is lost.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<IntakeResult> BringAsync(IOrderSource source, Connection connection, IReadOnlyList<ListedOrder> orders, Func<Task<bool>> keep, CancellationToken cancellation)
    {
        var recorded = await books.RecordedAsync(connection, orders.Select(KeyOf), cancellation);
        var unread = orders.Where(o => !recorded.Contains(KeyOf(o))).ToList();
        var known = await books.OrdersAsync(connection, unread.Select(o => o.Id), cancellation);
        var (published, refused) = (0, (OrderAnswer.Refused?)null);
        foreach (var order in unread)
        {
            if (!await keep()) return new(published, Lost: true);
            switch (await patience.AskAsync(() => source.ReadAsync(connection, order.Id, cancellation), Passing, keep, cancellation))
            {
                case OrderAnswer.Found found when Delivery(source, connection, order, found) is var delivery:
                    if (delivery.Quarantined is null && KnownOrder.IsTold(known.GetValueOrDefault(order.Id), delivery.Events)) break;
                    if (!await publisher.TryPublishAsync(delivery, cancellation)) return new(published, new OrderListAnswer.Unavailable(DeliveryPublisher.Silent));
                    published++;
                    break;
                case OrderAnswer.Unavailable unavailable:
                    return new(published, new OrderListAnswer.Unavailable(unavailable.Code, unavailable.RetryAfter));
                case OrderAnswer.Refused refusal:
                    Refused(logger, order.Id, connection.Id, refusal.Code);
                    refused = refusal;
                    break;
                case OrderAnswer.NotFound:
                    Refused(logger, order.Id, connection.Id, "order.not_on_platform");
                    break;
            }
        }
        // One order that is refused holds no other; where nothing is to be had it is not the order.
        return refused is not null && published == 0 ? new(0, new OrderListAnswer.Refused(refused.Code)) : new(published);
    }

    private static TimeSpan? Passing(OrderAnswer answer) => answer is OrderAnswer.Unavailable unavailable ? unavailable.RetryAfter ?? TimeSpan.Zero : null;

    private static string KeyOf(ListedOrder order) => OrderDelivery.KeyOf(order.Id, order.State);

    private static Delivery Delivery(IOrderSource source, Connection connection, ListedOrder order, OrderAnswer.Found found)
    {
        var work = new FetchOrder { CreatorId = connection.CreatorId, ConnectionId = connection.Id, Platform = connection.Platform, PlatformOrderId = order.Id, CausationId = Cause };
        return OrderDelivery.Of(source, work, found.Json, found.ReadAt);
    }

    [LoggerMessage(5411, LogLevel.Warning, "Order {OrderId} of {Connection}, listed as changed, could not be read: {Code}")]
    private static partial void Refused(ILogger logger, string orderId, string connection, string code);
}
