using CreatorFlow.Hosting.Bus;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The bus as every service of the platform has it.</summary>
public static class BusRegistration
{
    /// <summary>Adds what sends to the partitions.</summary>
    public static IServiceCollection AddPartitions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PartitionOptions>().BindConfiguration(PartitionOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(BrokerAddress.Of(configuration));
        services.TryAddSingleton<PartitionSender>();
        return services;
    }

    /// <summary>Adds MassTransit over RabbitMQ at <c>ConnectionStrings:RabbitMq</c>, without usage telemetry, for work queues; and what sends to the partitions.</summary>
    /// <param name="services">Where to add it.</param>
    /// <param name="configuration">Holds the connection string.</param>
    /// <param name="consumers">Registers the service's consumers.</param>
    /// <param name="endpoints">Declares its receive endpoints.</param>
    public static IServiceCollection AddBus(this IServiceCollection services, IConfiguration configuration,
        Action<IBusRegistrationConfigurator>? consumers = null,
        Action<IBusRegistrationContext, IRabbitMqBusFactoryConfigurator>? endpoints = null)
    {
        services.AddPartitions(configuration).AddSingleton<WorkSender>();
        services.Configure<MassTransitHostOptions>(o => o.WaitUntilStarted = false);
        return services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            consumers?.Invoke(bus);
            bus.UsingRabbitMq((context, rabbit) =>
            {
                Connect(rabbit, BrokerAddress.Of(configuration));
                endpoints?.Invoke(context, rabbit);
            });
        });
    }

    private static void Connect(IRabbitMqBusFactoryConfigurator rabbit, BrokerAddress broker) => rabbit.Host(broker.Uri, host =>
    {
        host.PublisherConfirmation = true;
        if (broker.Nodes.Count == 1) return;
        host.UseCluster(cluster =>
        {
            foreach (var node in broker.Nodes) cluster.Node(node);
        });
    });
}
