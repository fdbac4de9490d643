using CreatorFlow.Hosting.Bus;
using CreatorFlow.Hosting.Health;
using CreatorFlow.Projection.Outbox;
using CreatorFlow.Projection.Replicas;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Projection.Partitions;

/// <summary>Asks the broker every five seconds how many messages wait in the partitions and for Adapters; every replica asks for all of them. Where a partition stands still, this replica connects anew; where it is another's, the way to that one is cleared.</summary>
internal sealed partial class PartitionWatch(BrokerAddress broker, PartitionReceiver receiver, PartitionSharing sharing, Backlogs backlogs, Hands hands, IOptions<PartitionOptions> partitions, TimeProvider clock, ILogger<PartitionWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Stalls stalls = new(partitions.Value.Count, clock);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        do
        {
            try
            {
                await WatchAsync(timer, stoppingToken);
            }
            catch (Exception e) when (BrokerOutage.Is(e, stoppingToken))
            {
                NotSeen(logger, e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task WatchAsync(PeriodicTimer timer, CancellationToken cancellation)
    {
        await using var connection = await broker.ConnectAsync("queue-watch", cancellation);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
        do
        {
            long waiting = 0;
            for (var partition = 0; partition < partitions.Value.Count; partition++)
            {
                var queue = PartitionOptions.QueueName(partition);
                var ready = await channel.MessageCountAsync(queue, cancellation);
                waiting += ready;
                if (receiver.Of(partition) is not { } handled || !stalls.Look(partition, ready, handled)) continue;
                if (sharing.IsOthers(partition))
                {
                    receiver.HandOn(partition); // in case that the broker takes this one for the partition's consumer
                    continue;
                }
                StandsStill(logger, ready, queue);
                receiver.Renew();
            }
            backlogs.Tell("partitions", waiting, hands.Oldest, lags: true);
            backlogs.Tell("fetch_order", await channel.MessageCountAsync(WorkQueues.FetchOrder, cancellation), null, lags: false);
        }
        while (await timer.WaitForNextTickAsync(cancellation));
    }

    [LoggerMessage(3206, LogLevel.Warning, "{Waiting} messages wait in {Queue} and none arrives; connecting again")]
    private static partial void StandsStill(ILogger logger, long waiting, string queue);

    [LoggerMessage(3205, LogLevel.Warning, "What waits in the partitions could not be counted ({Error})")]
    private static partial void NotSeen(ILogger logger, string error);
}
