using CreatorFlow.Accounts.Connections;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Contracts.Work;
using MassTransit;

namespace CreatorFlow.Adapters.Orders;

/// <summary>Reads an order whose webhook carried no lines, and publishes what it says like any other delivery.</summary>
internal sealed partial class FetchOrderConsumer(
    ConnectionStore connections, IEnumerable<IOrderSource> sources, OrderReader orders, DeliveryPublisher publisher, LaterQueue later, ILogger<FetchOrderConsumer> logger)
    : IConsumer<FetchOrder>
{
    public const string Queue = "creatorflow.work.fetch-order";

    /// <summary>Rounds through <see cref="LaterQueue"/>, two hours of them, before the work is left to a person.</summary>
    private const int MostRounds = 240;

    public async Task Consume(ConsumeContext<FetchOrder> context)
    {
        var work = context.Message;
        var connection = await connections.FindAsync(work.ConnectionId, context.CancellationToken);
        var source = sources.FirstOrDefault(s => s.Platform == connection?.Platform);
        if (Refusal(work, connection, source) is { } refusal) Refused(logger, work.PlatformOrderId, work.ConnectionId, refusal);
        else if (connection!.OrdersPaused || !publisher.MayTry(work.CreatorId)) await later.SendAsync(work, LaterQueue.RoundOf(context), context.CancellationToken); // however long: no round of its patience
        else await FetchAsync(source!, work, connection, LaterQueue.RoundOf(context), context.CancellationToken);
    }

    /// <summary>Why this work can never be done, or null.</summary>
    private static string? Refusal(FetchOrder work, Connection? connection, IOrderSource? source) => connection switch
    {
        null => "connection.unknown",
        _ when connection.CreatorId != work.CreatorId => "connection.of_another_creator",
        _ when source is null => "connection.platform_has_no_orders",
        _ => null,
    };

    private async Task FetchAsync(IOrderSource source, FetchOrder work, Connection connection, int round, CancellationToken cancellation)
    {
        switch (await orders.ReadAsync(source, connection, work, cancellation))
        {
            case OrderAnswer.Found found:
                await PublishAsync(OrderDelivery.Of(source, work, found.Json, found.ReadAt), work, round, cancellation);
                break;
            case OrderAnswer.NotFound:
                Refused(logger, work.PlatformOrderId, work.ConnectionId, "order.not_on_platform");
                break;
            case OrderAnswer.Refused refused:
                throw Failure(work, refused.Code);
            case OrderAnswer.Unavailable unavailable when round >= MostRounds:
                throw Failure(work, unavailable.Code);
            case OrderAnswer.Unavailable unavailable:
                await later.SendAsync(work, round + 1, cancellation);
                Postponed(logger, work.PlatformOrderId, work.ConnectionId, unavailable.Code, round + 1);
                break;
        }
    }

    /// <summary>A partition whose queue takes nothing would have every place here with its creators' orders: they are read and published again later, by the same key.</summary>
    private async Task PublishAsync(Delivery delivery, FetchOrder work, int round, CancellationToken cancellation)
    {
        if (await publisher.TryPublishAsync(delivery, cancellation))
        {
            Fetched(logger, work.PlatformOrderId, work.ConnectionId, delivery.Events.Count, delivery.Quarantined);
            return;
        }
        await later.SendAsync(work, round, cancellation); // it is not the platform's patience that it needs
        Postponed(logger, work.PlatformOrderId, work.ConnectionId, DeliveryPublisher.Silent, round);
    }

    private OrderFetchException Failure(FetchOrder work, string code)
    {
        Failed(logger, work.PlatformOrderId, work.ConnectionId, code, Queue + "_error");
        return new OrderFetchException(code);
    }

    [LoggerMessage(5001, LogLevel.Information, "Order {OrderId} of {ConnectionId} not fetched: {Refusal}")]
    private static partial void Refused(ILogger logger, string orderId, string connectionId, string refusal);

    [LoggerMessage(5002, LogLevel.Warning, "Order {OrderId} of {ConnectionId} could not be read: {Code}; the work is in {ErrorQueue}")]
    private static partial void Failed(ILogger logger, string orderId, string connectionId, string code, string errorQueue);

    [LoggerMessage(5003, LogLevel.Debug, "Order {OrderId} of {ConnectionId} fetched: {Events} events, quarantined {Quarantined}")]
    private static partial void Fetched(ILogger logger, string orderId, string connectionId, int events, string? quarantined);

    [LoggerMessage(5004, LogLevel.Warning, "Order {OrderId} of {ConnectionId} waits: {Code}, round {Round}")]
    private static partial void Postponed(ILogger logger, string orderId, string connectionId, string code, int round);

    public sealed class Definition : ConsumerDefinition<FetchOrderConsumer>
    {
        private const int AtOnce = 8;

        public Definition()
        {
            EndpointName = Queue;
            ConcurrentMessageLimit = AtOnce;
            // The work is sent to the queue by name; nothing is published by type.
            Endpoint(endpoint => endpoint.ConfigureConsumeTopology = false);
        }

        protected override void ConfigureConsumer(IReceiveEndpointConfigurator endpointConfigurator,
            IConsumerConfigurator<FetchOrderConsumer> consumerConfigurator, IRegistrationContext context)
        {
            if (endpointConfigurator is IRabbitMqReceiveEndpointConfigurator rabbit) rabbit.SetQuorumQueue();
            endpointConfigurator.PrefetchCount = 2 * AtOnce;
            // The platform's failures were retried already; this is for our own servers' short absences.
            endpointConfigurator.UseMessageRetry(retry =>
            {
                retry.Ignore<OrderFetchException>();
                retry.Exponential(6, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(2));
            });
        }
    }
}
