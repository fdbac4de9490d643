using CreatorFlow.Hosting.Bus;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace CreatorFlow.Projection.Partitions;

/// <summary>
/// Consumes every partition for as long as the process lives: one connection, one channel a partition. When the
/// connection or any of its consumers ends, or <see cref="Renew"/> asks for it, all of it is made anew, at once and then every second.
/// </summary>
internal sealed partial class PartitionReceiver(LaneSet lanes, BrokerAddress broker, IOptions<PartitionOptions> partitions,
    IOptions<ProjectionOptions> options, TimeProvider clock, ILogger<PartitionReceiver> logger) : BackgroundService, IHealthCheck
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);
    private volatile bool consuming;
    private volatile IReadOnlyList<PartitionChannel> channels = [];
    private volatile TaskCompletionSource renewal = new();

    /// <summary>What the partition's consumer did since the connection was made; null while there is none.</summary>
    public Handled? Of(int partition) => channels is var open && partition < open.Count ? open[partition].Handled : null;

    /// <summary>Another connection, through whichever node of the broker; what this one did not acknowledge is delivered again. Thread-safe.</summary>
    public void Renew() => renewal.TrySetResult();

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(consuming ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The partitions are not consumed."));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var began = clock.GetTimestamp();
            try
            {
                await ConsumeAsync(stoppingToken);
                ConsumersEnded(logger);
            }
            catch (Exception e) when (BrokerOutage.Is(e, stoppingToken))
            {
                BrokerAway(logger, e.GetType().Name);
            }
            if (clock.GetElapsedTime(began) < Pause) await Task.Delay(Pause, clock, stoppingToken);
        }
    }

    /// <summary>Returns when a consumer has ended.</summary>
    private async Task ConsumeAsync(CancellationToken stopping)
    {
        renewal = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var connection = await broker.ConnectAsync("projection", stopping);
        try
        {
            await PartitionTopology.DeclareAsync(connection, partitions.Value.Count, stopping);
            channels = await OpenAsync(connection, stopping);
            consuming = true;
            Consuming(logger, partitions.Value.Count);
            await Task.WhenAny(channels.Select(c => c.Ended).Append(renewal.Task)).WaitAsync(stopping);
        }
        finally
        {
            // Before others are opened: a lane that has met the next connection takes up nothing of this one.
            foreach (var channel in channels) channel.End();
            (consuming, channels) = (false, []);
            await connection.AbortAsync(Farewell); // a node that hangs would be waited for
        }
    }

    /// <summary>All at once: to consume from one is a round of its queue's members.</summary>
    private async Task<PartitionChannel[]> OpenAsync(IConnection connection, CancellationToken stopping)
    {
        var confirming = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
        return await Task.WhenAll(Enumerable.Range(0, partitions.Value.Count).Select(OpenAsync));

        async Task<PartitionChannel> OpenAsync(int partition)
        {
            var channel = new PartitionChannel(connection, await connection.CreateChannelAsync(confirming, stopping), PartitionOptions.QueueName(partition), lanes.Of(partition), clock, logger);
            await channel.ConsumeAsync(options.Value.Prefetch, stopping);
            return channel;
        }
    }

    [LoggerMessage(3200, LogLevel.Information, "Consuming {Partitions} partitions")]
    private static partial void Consuming(ILogger logger, int partitions);

    [LoggerMessage(3201, LogLevel.Warning, "A consumer ended; connecting again")]
    private static partial void ConsumersEnded(ILogger logger);

    [LoggerMessage(3203, LogLevel.Warning, "The broker is away ({Error}); connecting again")]
    private static partial void BrokerAway(ILogger logger, string error);
}
