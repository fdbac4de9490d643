using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Bus;
using Microsoft.Extensions.Options;
using RabbitMQ.Client.Exceptions;

namespace CreatorFlow.Adapters.Orders;

/// <summary>Hands a delivery to its creator's partition and returns when the broker has confirmed it. Thread-safe.</summary>
internal sealed class DeliveryPublisher(PartitionSender sender, IOptions<PartitionOptions> partitions, TimeProvider clock)
{
    /// <summary>Of whatever ended because its partition's queue takes nothing.</summary>
    public const string Silent = "partition.silent";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);
    private readonly SilentQueues silent = new(clock);

    /// <summary>However long it takes: for what keeps only its own creator waiting.</summary>
    public Task PublishAsync(Delivery delivery, CancellationToken cancellation) => sender.SendAsync(PartitionOf(delivery.CreatorId), [delivery], cancellation);

    /// <summary>Whether a creator's partition is worth a try: see <see cref="SilentQueues"/>.</summary>
    public bool MayTry(string creatorId) => silent.MayTry(PartitionOptions.QueueName(PartitionOf(creatorId)));

    /// <summary>For what has one of a few places, which other creators' work needs too.</summary>
    /// <returns>False when it was not confirmed within three seconds, or refused: it may or may not have been stored.</returns>
    /// <exception cref="Exception">The broker cannot be reached.</exception>
    public async Task<bool> TryPublishAsync(Delivery delivery, CancellationToken cancellation)
    {
        var partition = PartitionOf(delivery.CreatorId);
        var queue = PartitionOptions.QueueName(partition);
        using var limit = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await sender.SendAsync(partition, [delivery], either.Token);
            silent.Taken(queue);
            return true;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested && (e is PublishException || limit.IsCancellationRequested))
        {
            silent.NotTaken(queue);
            return false;
        }
    }

    private int PartitionOf(string creatorId) => Partitioning.Of(creatorId, partitions.Value.Count);
}
