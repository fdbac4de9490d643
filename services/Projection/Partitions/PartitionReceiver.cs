using CreatorFlow.Hosting.Bus;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Projection.Partitions;

/// <summary>
/// Consumes every partition for as long as the process lives, all of them by one <see cref="Consumption"/> after the other. When its connection or any of
/// its consumers ends, or <see cref="Renew"/> asks for it, all of it is made anew, at once and then every second.
/// </summary>
internal sealed partial class PartitionReceiver(LaneSet lanes, BrokerAddress broker, IOptions<PartitionOptions> partitions,
    IOptions<ProjectionOptions> options, TimeProvider clock, ILogger<PartitionReceiver> logger) : BackgroundService, IHealthCheck
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private volatile Consumption? current;

    /// <summary>What the partition's consumer did since it began; null while there is none.</summary>
    public Handled? Of(int partition) => current?.Of(partition);

    /// <summary>Another connection, through whichever node of the broker; what this one did not acknowledge is delivered again. Thread-safe.</summary>
    public void Renew() => current?.End();

    /// <summary>The partition goes to the consumer that waits longest for it; this one waits behind the others. Thread-safe.</summary>
    public void HandOn(int partition) => current?.HandOn(partition);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        current is not { HasBegun: true } consumption ? HealthCheckResult.Unhealthy("The partitions are not consumed.")
        : consumption.Apart.Count > 0 ? HealthCheckResult.Degraded($"Not consumed: {string.Join(", ", consumption.Apart.Select(PartitionOptions.QueueName))}.")
        : HealthCheckResult.Healthy());

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        IReadOnlyCollection<int> apart = [];
        for (var closed = 0; !stoppingToken.IsCancellationRequested;)
        {
            var began = clock.GetTimestamp();
            // A connection that is closed once may be a broker that goes away.
            var consumption = new Consumption(partitions.Value.Count, apart, oneByOne: closed > 1, lanes, options.Value.Prefetch, broker, clock, logger);
            current = consumption;
            try
            {
                await consumption.RunAsync(stoppingToken);
                ConsumersEnded(logger);
            }
            catch (Exception e) when (BrokerOutage.Is(e, stoppingToken))
            {
                BrokerAway(logger, BrokerOutage.Reason(e));
            }
            current = null;
            closed = consumption.ClosedEarly ? closed + 1 : 0;
            var found = consumption.Apart.Count > apart.Count;
            apart = consumption.Apart;
            if (!found && clock.GetElapsedTime(began) < Pause) await Task.Delay(Pause, clock, stoppingToken);
        }
    }

    [LoggerMessage(3201, LogLevel.Warning, "A consumer ended; connecting again")]
    private static partial void ConsumersEnded(ILogger logger);

    [LoggerMessage(3203, LogLevel.Warning, "The broker is away ({Error}); connecting again")]
    private static partial void BrokerAway(ILogger logger, string error);
}
