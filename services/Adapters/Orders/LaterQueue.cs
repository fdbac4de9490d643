using CreatorFlow.Contracts.Work;
using CreatorFlow.Hosting.Bus;
using MassTransit;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace CreatorFlow.Adapters.Orders;

/// <summary>
/// Where work waits while its platform is away: a queue without consumers whose messages go back to the work queue after
/// half a minute, so that an outage of hours heals by itself and holds no consumer meanwhile. Thread-safe.
/// </summary>
internal sealed class LaterQueue(IBus bus, BrokerAddress broker, IOptions<OrderFetchOptions> options)
{
    public const string Name = FetchOrderConsumer.Queue + ".later";
    private const string RoundHeader = "CreatorFlow-Round";

    /// <summary>The queue's own limit, which stays as it was declared: a shorter wait goes with each message.</summary>
    public const int LongestWaitMs = 30_000;
    private volatile bool declared;

    /// <summary>How often the work has waited already.</summary>
    public static int RoundOf(ConsumeContext context) => context.Headers.Get<int>(RoundHeader) ?? 0;

    /// <summary>Returns when the broker has confirmed it.</summary>
    public async Task SendAsync(FetchOrder work, int round, CancellationToken cancellation)
    {
        if (!declared) await DeclareAsync(cancellation);
        declared = true;
        var endpoint = await bus.GetSendEndpoint(new Uri($"exchange:{Name}")).WaitAsync(cancellation);
        await endpoint.Send(work, Pipe.Execute<SendContext<FetchOrder>>(context => Prepare(context, round)), cancellation).WaitAsync(cancellation);
    }

    private void Prepare(SendContext<FetchOrder> context, int round)
    {
        context.Durable = true;
        if (options.Value.LaterMs < LongestWaitMs) context.TimeToLive = TimeSpan.FromMilliseconds(options.Value.LaterMs);
        context.Headers.Set(RoundHeader, round);
        if (context.TryGetPayload<RabbitMqSendContext>(out var rabbit)) rabbit.Mandatory = true;
    }

    private async Task DeclareAsync(CancellationToken cancellation)
    {
        await using var connection = await broker.ConnectAsync("topology", cancellation);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
        await channel.ExchangeDeclareAsync(Name, ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: cancellation);
        await channel.QueueDeclareAsync(Name, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?>
        {
            ["x-queue-type"] = "quorum",
            ["x-message-ttl"] = LongestWaitMs,
            ["x-dead-letter-exchange"] = FetchOrderConsumer.Queue,
            // What cannot go back at once is kept until it can.
            ["x-dead-letter-strategy"] = "at-least-once",
            ["x-overflow"] = "reject-publish",
        }, cancellationToken: cancellation);
        await channel.QueueBindAsync(Name, Name, routingKey: "", cancellationToken: cancellation);
    }
}
