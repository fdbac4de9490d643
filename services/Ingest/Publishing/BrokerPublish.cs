using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Bus;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Ingest.Publishing;

/// <summary>One publish to a partition, bounded in time: while the broker is away a send would wait for it to come back.</summary>
internal sealed class BrokerPublish(PartitionSender sender, BrokerState broker, IngestMeter meter, IOptions<PublishingOptions> options, TimeProvider clock)
{
    /// <returns>False when it was not confirmed in time. It may have arrived all the same: to publish it again is a duplicate, which is told by its key.</returns>
    public async Task<bool> TryAsync(int partition, IReadOnlyList<Delivery> deliveries, CancellationToken stopping)
    {
        var answers = broker.Answers;
        using var limit = new CancellationTokenSource(options.Value.TimeLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            await sender.SendAsync(partition, deliveries, either.Token);
            broker.Succeeded(partition);
            meter.Published(deliveries.Count);
            return true;
        }
        catch (Exception e) when (!stopping.IsCancellationRequested) // whatever it was, it was not confirmed, and the spool is next
        {
            broker.Failed(partition, e, answers);
            return false;
        }
    }
}
