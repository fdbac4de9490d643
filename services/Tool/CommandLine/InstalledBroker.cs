using CreatorFlow.Hosting.Bus;

namespace CreatorFlow.Tool.CommandLine;

/// <summary>Finds the broker: as told, as the environment says, or as the platform running from this checkout has it.</summary>
internal static class InstalledBroker
{
    /// <exception cref="ToolException">None was named and none is running, or it is no address.</exception>
    public static BrokerAddress Address(string? told)
    {
        var text = told ?? InstalledSettings.Value("ConnectionStrings__RabbitMq") ?? RunningPlatform.Value("rabbitmq")
            ?? throw new ToolException("Which broker? Give --rabbitmq, set ConnectionStrings__RabbitMq, or start the platform in this checkout.");
        return BrokerAddress.TryParse(text, out var address) ? address
            : throw new ToolException("The broker's address cannot be read; it looks like amqp://user:password@host:5672/vhost");
    }

    /// <summary>As the services have it.</summary>
    public static PartitionOptions Partitions() => new()
    {
        Count = InstalledSettings.Value("Partitions__Count") is { } text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : new PartitionOptions().Count,
    };
}
