using Microsoft.Extensions.Configuration;
using RabbitMQ.Client;

namespace CreatorFlow.Hosting.Bus;

/// <summary>Where the broker is: <c>ConnectionStrings:RabbitMq</c>, an amqp address with its credentials.</summary>
public sealed record BrokerAddress(Uri Uri)
{
    /// <exception cref="InvalidOperationException">It is not configured.</exception>
    public static BrokerAddress Of(IConfiguration configuration) => new(new Uri(configuration.GetConnectionString("RabbitMq")
        ?? throw new InvalidOperationException("ConnectionStrings:RabbitMq is missing.")));

    /// <summary>A connection that stays closed once it was lost: whoever uses it makes a new one, and knows by that what was lost with it.</summary>
    /// <param name="name">What the broker's own pages call it.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="RabbitMQ.Client.Exceptions.BrokerUnreachableException">No broker there.</exception>
    public Task<IConnection> ConnectAsync(string name, CancellationToken cancellation) => new ConnectionFactory
    {
        Uri = Uri, ClientProvidedName = name, AutomaticRecoveryEnabled = false, TopologyRecoveryEnabled = false,
        RequestedHeartbeat = TimeSpan.FromSeconds(10), RequestedConnectionTimeout = TimeSpan.FromSeconds(5),
    }.CreateConnectionAsync(cancellation);
}
