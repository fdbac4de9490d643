using Microsoft.Extensions.Configuration;

namespace CreatorFlow.Hosting.Bus;

/// <summary>Where the broker is: <c>ConnectionStrings:RabbitMq</c>, an amqp address with its credentials.</summary>
public sealed record BrokerAddress(Uri Uri)
{
    /// <exception cref="InvalidOperationException">It is not configured.</exception>
    public static BrokerAddress Of(IConfiguration configuration) => new(new Uri(configuration.GetConnectionString("RabbitMq")
        ?? throw new InvalidOperationException("ConnectionStrings:RabbitMq is missing.")));
}
