using System.Text.Json;
using System.Threading.Channels;
using CreatorFlow.Hosting.Bus;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace CreatorFlow.Projection.Partitions;

/// <summary>
/// One partition's consumer on one connection: hands messages to the lane in the broker's order and acknowledges them
/// after their commit.
/// </summary>
/// <remarks>The client calls one handler at a time per channel. Acknowledging a closed channel does nothing: the broker delivers again.</remarks>
/// <param name="term">Since when nobody else consumed what it receives.</param>
/// <param name="channel">Its own.</param>
/// <param name="queue">The partition's.</param>
/// <param name="lane">Gets what arrives.</param>
/// <param name="clock">For when it began.</param>
/// <param name="logger">Is told of what cannot be read.</param>
internal sealed partial class PartitionChannel(Term term, IChannel channel, string queue, Lane lane, TimeProvider clock, ILogger logger)
{
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly long began = clock.GetTimestamp();
    private long received, acknowledged;

    /// <summary>Since when nobody else consumed what it receives.</summary>
    public Term Term => term;

    /// <summary>Ended by <see cref="HandOn"/>.</summary>
    public bool IsHandedOn { get; private set; }

    /// <summary>So far.</summary>
    public Handled Handled
    {
        get
        {
            var done = Interlocked.Read(ref acknowledged); // before what arrived, so that the difference is never below what is in hand
            var arrived = Interlocked.Read(ref received);
            return new(began, arrived, arrived - done);
        }
    }

    /// <summary>Completes when this consumer receives nothing any more, whatever the reason.</summary>
    public Task Ended => ended.Task;

    public async Task ConsumeAsync(ushort prefetch, CancellationToken cancellation)
    {
        channel.ChannelShutdownAsync += (_, _) => EndAsync();
        await channel.BasicQosAsync(prefetchSize: 0, prefetch, global: false, cancellation);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) => ReceiveAsync(message);
        consumer.UnregisteredAsync += (_, _) => EndAsync();
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer, cancellation);
    }

    /// <summary>Every message up to this one is committed: one frame, and one entry in the queue's log, for all of them. Does not throw.</summary>
    public async Task AcknowledgeUpToAsync(ulong deliveryTag, int messages)
    {
        try
        {
            await channel.BasicAckAsync(deliveryTag, multiple: true);
            Interlocked.Add(ref acknowledged, messages);
        }
        catch (Exception e) when (BrokerOutage.Is(e, CancellationToken.None) || e is ChannelClosedException) // the latter in the moment in which the client closes
        {
            await EndAsync();
        }
    }

    /// <summary>Kept as it came in the queue's <c>_error</c> neighbour. Does not throw: what is not kept ends this channel, and the broker delivers it again.</summary>
    public async Task MoveToErrorsAsync(LaneWork unreadable, JsonException reason)
    {
        MessageUnreadable(logger, queue, reason.Message);
        try
        {
            var errors = PartitionOptions.ErrorQueueOf(queue);
            await channel.QueueDeclareAsync(errors, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
            await channel.BasicPublishAsync(exchange: "", routingKey: errors, mandatory: true, new BasicProperties { Persistent = true, ContentType = unreadable.ContentType }, unreadable.Body);
            await channel.BasicAckAsync(unreadable.Tag, multiple: false); // those before it are not committed yet
            Interlocked.Increment(ref acknowledged);
        }
        catch (Exception e) when (BrokerOutage.Is(e, CancellationToken.None))
        {
            await EndAsync(); // not confirmed: it stays unacknowledged and is delivered again
        }
    }

    private Task ReceiveAsync(BasicDeliverEventArgs message)
    {
        Interlocked.Increment(ref received);
        lane.Enqueue(new LaneWork(this, message));
        return Task.CompletedTask;
    }

    /// <summary>What it has handed to its lane, and what still comes, is not written any more. Thread-safe.</summary>
    public void End() => ended.TrySetResult();

    /// <summary>Ends it for another consumer, who then gets what it did not acknowledge. Thread-safe.</summary>
    public void HandOn()
    {
        IsHandedOn = true;
        Abandon();
    }

    /// <summary>Ends it, and is closed whenever the broker answers.</summary>
    public void Abandon()
    {
        End();
        channel.Abandon();
    }

    private Task EndAsync()
    {
        End();
        return Task.CompletedTask;
    }

    [LoggerMessage(3202, LogLevel.Error, "A message of {Queue} cannot be read ({Error}); moved to its error queue")]
    private static partial void MessageUnreadable(ILogger logger, string queue, string error);
}

/// <summary>A time in which consumers got what no other had: those that begin with a connection share one, and one that began again after it handed its partition on has its own.</summary>
/// <param name="Connection">Ends it with itself.</param>
/// <param name="Number">0 for those that begin with the connection.</param>
internal readonly record struct Term(IConnection Connection, int Number);
