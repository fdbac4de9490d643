using System.ComponentModel.DataAnnotations;

namespace CreatorFlow.Hosting.Bus;

/// <summary>The partitions of the event bus.</summary>
public sealed class PartitionOptions
{
    public const string Section = "Partitions";

    /// <summary>Fixed at deployment; changing it is a documented drain. The default is 16.</summary>
    [Range(1, 256)] public int Count { get; init; } = 16;

    /// <summary>Name of the exchange and of the queue behind it.</summary>
    public static string QueueName(int partition) => $"creatorflow.events.p{partition:00}";

    /// <summary>What a message of a partition holds: deliveries as <see cref="Contracts.Deliveries.DeliveryCodec"/> packs them.</summary>
    public const string ContentType = "application/vnd.creatorflow.deliveries";

    /// <summary>Where a message goes that cannot be read, as it came; named as MassTransit names those of the work queues.</summary>
    public static string ErrorQueueOf(string queue) => $"{queue}_error";
}
