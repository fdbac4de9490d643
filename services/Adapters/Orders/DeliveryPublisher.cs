using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Bus;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Adapters.Orders;

/// <summary>Hands a delivery to its creator's partition and returns when the broker has confirmed it. Thread-safe.</summary>
internal sealed class DeliveryPublisher(PartitionSender sender, IOptions<PartitionOptions> partitions, IConfiguration configuration)
{
    private volatile bool declared;

    public async Task PublishAsync(Delivery delivery, CancellationToken cancellation)
    {
        await DeclareOnceAsync(cancellation);
        var partition = Partitioning.Of(delivery.CreatorId, partitions.Value.Count);
        await sender.SendAsync(partition, new DeliveryBatch { Partition = partition, Deliveries = [delivery] }, cancellation);
    }

    /// <summary>This service may be the first of all to start: without the queues the broker would return what it sends.</summary>
    /// <remarks>Declaring is idempotent, so concurrent first calls need no lock.</remarks>
    private async Task DeclareOnceAsync(CancellationToken cancellation)
    {
        if (declared) return;
        var broker = new Uri(configuration.GetConnectionString("RabbitMq")!);
        await PartitionTopology.DeclareAsync(broker, partitions.Value.Count, cancellation);
        declared = true;
    }
}
