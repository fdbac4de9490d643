using CreatorFlow.Hosting.Bus;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace CreatorFlow.Projection.Partitions;

/// <summary>
/// Consumes every partition for as long as the process lives: one connection, one channel a partition. When the
/// connection or any of its consumers ends, all of it is made anew, at once and then every second.
/// </summary>
internal sealed partial class PartitionReceiver(LaneSet lanes, BrokerAddress broker, IOptions<PartitionOptions> partitions,
    IOptions<ProjectionOptions> options, ILogger<PartitionReceiver> logger) : BackgroundService, IHealthCheck
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private volatile bool consuming;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(consuming ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The partitions are not consumed."));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ConsumeAsync(stoppingToken);
                ConsumersEnded(logger);
            }
            catch (Exception e) when (e is RabbitMQClientException or IOException or TimeoutException)
            {
                BrokerAway(logger, e.GetType().Name);
            }
            consuming = false;
            await Task.Delay(Pause, stoppingToken);
        }
    }

    /// <summary>Returns when a consumer has ended.</summary>
    private async Task ConsumeAsync(CancellationToken stopping)
    {
        await using var connection = await broker.ConnectAsync("projection", stopping);
        await PartitionTopology.DeclareAsync(connection, partitions.Value.Count, stopping);
        var channels = new List<PartitionChannel>();
        for (var partition = 0; partition < partitions.Value.Count; partition++)
        {
            var confirming = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
            var channel = await connection.CreateChannelAsync(confirming, stopping);
            channels.Add(new(channel, PartitionOptions.QueueName(partition), lanes.Of(partition), logger));
            await channels[^1].ConsumeAsync(options.Value.Prefetch, stopping);
        }
        consuming = true;
        Consuming(logger, channels.Count);
        await Task.WhenAny(channels.Select(c => c.Ended)).WaitAsync(stopping);
    }

    [LoggerMessage(3200, LogLevel.Information, "Consuming {Partitions} partitions")]
    private static partial void Consuming(ILogger logger, int partitions);

    [LoggerMessage(3201, LogLevel.Warning, "A consumer ended; connecting again")]
    private static partial void ConsumersEnded(ILogger logger);

    [LoggerMessage(3203, LogLevel.Warning, "The broker is away ({Error}); connecting again")]
    private static partial void BrokerAway(ILogger logger, string error);
}
