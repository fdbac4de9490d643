using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CreatorFlow.Adapters.Pushing;

/// <summary>Says that channels are left alone: what waits for them grows.</summary>
internal sealed class ChannelPressure(Breakers breakers) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(breakers.Open == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("channels_left_alone"));
}
