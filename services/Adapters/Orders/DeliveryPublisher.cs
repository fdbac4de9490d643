using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Bus;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Adapters.Orders;

/// <summary>Hands a delivery to its creator's partition and returns when the broker has confirmed it. Thread-safe.</summary>
internal sealed class DeliveryPublisher(PartitionSender sender, IOptions<PartitionOptions> partitions)
{
    public Task PublishAsync(Delivery delivery, CancellationToken cancellation) =>
        sender.SendAsync(Partitioning.Of(delivery.CreatorId, partitions.Value.Count), [delivery], cancellation);
}
