using RabbitMQ.Client;

namespace CreatorFlow.Hosting.Bus;

/// <summary>Declares every partition's exchange and quorum queue, so that no confirmed publish can find nothing bound.</summary>
/// <remarks>Who publishes and who consumes both declare it; a difference between versions is an error of the broker (406).</remarks>
public static class PartitionTopology
{
    /// <summary>Idempotent; safe from several processes at once.</summary>
    /// <exception cref="RabbitMQ.Client.Exceptions.BrokerUnreachableException">No broker there.</exception>
    public static async Task DeclareAsync(BrokerAddress broker, int partitions, CancellationToken cancellation)
    {
        await using var connection = await broker.ConnectAsync("topology", cancellation);
        for (var partition = 0; partition < partitions; partition++) await DeclareOneAsync(connection, partition, cancellation);
    }

    /// <summary>The same for one of them over a connection that is open already. A queue that has no leader takes a quarter of a second to answer that it is there.</summary>
    public static async Task DeclareOneAsync(IConnection connection, int partition, CancellationToken cancellation)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
        await DeclareAsync(channel, PartitionOptions.QueueName(partition), PartitionArguments(), cancellation);
    }

    /// <summary>The same for a queue of work: quorum, many consumers.</summary>
    public static async Task DeclareWorkAsync(BrokerAddress broker, string queue, CancellationToken cancellation)
    {
        await using var connection = await broker.ConnectAsync("topology", cancellation);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
        await DeclareAsync(channel, queue, new() { ["x-queue-type"] = "quorum" }, cancellation);
    }

    private static async Task DeclareAsync(IChannel channel, string name, Dictionary<string, object?> arguments, CancellationToken cancellation)
    {
        await channel.ExchangeDeclareAsync(name, ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: cancellation);
        await channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellation);
        await channel.QueueBindAsync(name, name, routingKey: "", cancellationToken: cancellation);
    }

    private static Dictionary<string, object?> PartitionArguments() => new()
    {
        ["x-queue-type"] = "quorum",
        ["x-single-active-consumer"] = true,
    };
}
