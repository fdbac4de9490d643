using System.Globalization;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace CreatorFlow.Hosting.Bus;

/// <summary>Declares every partition's exchange and quorum queue, so that no confirmed publish can find nothing bound.</summary>
/// <remarks>
/// Who publishes and who consumes both declare it; a difference between versions is an error of the broker (406).
/// <para>RabbitMQ 4 drops what came back to a quorum queue more than 20 times, as when whoever has it in hand dies again and again, unless the queue was declared
/// otherwise or a policy raises it (https://github.com/rabbitmq/rabbitmq-server/pull/11937, https://www.rabbitmq.com/docs/quorum-queues#poison-message-handling). RabbitMQ 3 has
/// no such limit, and does not know the word for none.</para>
/// </remarks>
public static class PartitionTopology
{
    private const int LimitedSince = 4;

    /// <summary>Idempotent; safe from several processes at once.</summary>
    /// <returns>How many of the queues drop messages that came back too often, since they were made before the broker's version 4; whether a policy keeps them from it is not asked.</returns>
    /// <exception cref="BrokerUnreachableException">No broker there.</exception>
    public static async Task<int> DeclareAsync(BrokerAddress broker, int partitions, CancellationToken cancellation)
    {
        await using var connection = await broker.ConnectAsync("topology", cancellation);
        var dropping = 0;
        for (var partition = 0; partition < partitions; partition++)
            if (!await DeclareOneAsync(connection, partition, cancellation)) dropping++;
        return dropping;
    }

    /// <summary>The same for one of them over a connection that is open already. A queue that has no leader takes a quarter of a second to answer that it is there.</summary>
    /// <returns>False where it was made before the broker's version 4, as in <see cref="DeclareAsync(BrokerAddress, int, CancellationToken)"/>.</returns>
    public static async Task<bool> DeclareOneAsync(IConnection connection, int partition, CancellationToken cancellation)
    {
        var name = PartitionOptions.QueueName(partition);
        if (MajorVersion(connection) < LimitedSince)
        {
            await DeclareAsync(connection, name, PartitionArguments(), cancellation);
            return true;
        }
        try
        {
            await DeclareAsync(connection, name, new(PartitionArguments()) { ["x-delivery-limit"] = -1 }, cancellation);
            return true;
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason is { ReplyCode: Constants.PreconditionFailed })
        {
            await DeclareAsync(connection, name, PartitionArguments(), cancellation);
            return false;
        }
    }

    /// <summary>The same for a queue of work: quorum, many consumers.</summary>
    public static async Task DeclareWorkAsync(BrokerAddress broker, string queue, CancellationToken cancellation)
    {
        await using var connection = await broker.ConnectAsync("topology", cancellation);
        await DeclareAsync(connection, queue, new() { ["x-queue-type"] = "quorum" }, cancellation);
    }

    private static async Task DeclareAsync(IConnection connection, string name, Dictionary<string, object?> arguments, CancellationToken cancellation)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
        await channel.ExchangeDeclareAsync(name, ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: cancellation);
        await channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellation);
        await channel.QueueBindAsync(name, name, routingKey: "", cancellationToken: cancellation);
    }

    private static Dictionary<string, object?> PartitionArguments() => new()
    {
        ["x-queue-type"] = "quorum",
        ["x-single-active-consumer"] = true,
    };

    /// <summary>Such as 3 of <c>3.10.8</c>; of a broker that does not tell, the newest.</summary>
    private static int MajorVersion(IConnection connection) =>
        connection.ServerProperties?.TryGetValue("version", out var version) == true && version is byte[] text
        && int.TryParse(Encoding.UTF8.GetString(text).Split('.')[0], CultureInfo.InvariantCulture, out var major) ? major : int.MaxValue;
}
