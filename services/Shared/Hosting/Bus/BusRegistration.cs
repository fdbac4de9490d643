using CreatorFlow.Hosting.Bus;
using MassTransit;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The bus as every service of the platform has it.</summary>
public static class BusRegistration
{
    /// <summary>Adds MassTransit over RabbitMQ at <c>ConnectionStrings:RabbitMq</c>, without usage telemetry.</summary>
    /// <param name="services">Where to add it.</param>
    /// <param name="configuration">Holds the connection string.</param>
    /// <param name="consumers">Registers the service's consumers.</param>
    /// <param name="endpoints">Declares its receive endpoints.</param>
    public static IServiceCollection AddBus(this IServiceCollection services, IConfiguration configuration,
        Action<IBusRegistrationConfigurator>? consumers = null,
        Action<IBusRegistrationContext, IRabbitMqBusFactoryConfigurator>? endpoints = null)
    {
        var broker = new Uri(configuration.GetConnectionString("RabbitMq")
            ?? throw new InvalidOperationException("ConnectionStrings:RabbitMq is missing."));
        services.AddOptions<PartitionOptions>().BindConfiguration(PartitionOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<PartitionSender>().AddSingleton<WorkSender>();
        services.Configure<MassTransitHostOptions>(o => o.WaitUntilStarted = false);
        return services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            consumers?.Invoke(bus);
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(broker, host => host.PublisherConfirmation = true);
                endpoints?.Invoke(context, rabbit);
            });
        });
    }
}
