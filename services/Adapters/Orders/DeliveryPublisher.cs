using System.Collections.Concurrent;
using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Bus;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Adapters.Orders;

/// <summary>Hands a delivery to its creator's partition and returns when the broker has confirmed it. Thread-safe.</summary>
internal sealed class DeliveryPublisher(PartitionSender sender, IOptions<PartitionOptions> partitions, TimeProvider clock)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3), LeftAlone = TimeSpan.FromSeconds(5);

    /// <summary>Partitions whose queue did not answer in time, and until when nobody tries.</summary>
    private readonly ConcurrentDictionary<int, DateTimeOffset> silent = new();

    /// <summary>However long it takes.</summary>
    public Task PublishAsync(Delivery delivery, CancellationToken cancellation) => sender.SendAsync(PartitionOf(delivery.CreatorId), [delivery], cancellation);

    /// <summary>Whether a creator's partition is worth a try: of one that did not answer one caller finds out every five seconds whether it does again.</summary>
    public bool MayTry(string creatorId)
    {
        var partition = PartitionOf(creatorId);
        if (!silent.TryGetValue(partition, out var until)) return true;
        var now = clock.GetUtcNow();
        return until <= now && silent.TryUpdate(partition, now + LeftAlone, until);
    }

    /// <returns>False when it was not confirmed within three seconds: it may or may not have been stored.</returns>
    public async Task<bool> TryPublishAsync(Delivery delivery, CancellationToken cancellation)
    {
        var partition = PartitionOf(delivery.CreatorId);
        using var limit = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await sender.SendAsync(partition, [delivery], either.Token);
            silent.TryRemove(partition, out _);
            return true;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            silent[partition] = clock.GetUtcNow() + LeftAlone;
            return false;
        }
    }

    private int PartitionOf(string creatorId) => Partitioning.Of(creatorId, partitions.Value.Count);
}
