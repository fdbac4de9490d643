using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Ingest.Publishing;

/// <summary>How Ingest holds senders back: a line that fills makes them wait, a full one turns them away, and so does what waits in all of them together; while
/// the broker is away everything is spooled, and what it takes for no partition of its own alone.</summary>
internal sealed class IngestPressure(DeliveryPublisher publisher, BrokerState broker, IOptions<PublishingOptions> options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var longest = publisher.LongestLine;
        return Task.FromResult(longest >= options.Value.Waiting || publisher.Bodies.IsRefusing ? HealthCheckResult.Degraded("refusing")
            : broker.IsDown || broker.IsPartlyDown ? HealthCheckResult.Degraded("spooling")
            : longest > options.Value.Waiting / 2 || publisher.Bodies.IsFilling ? HealthCheckResult.Degraded("filling")
            : HealthCheckResult.Healthy());
    }
}
