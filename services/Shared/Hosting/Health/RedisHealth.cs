using CreatorFlow.Hosting.Redis;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CreatorFlow.Hosting.Health;

/// <summary>What is known of the connection to Redis. Nothing is sent: a probe must not wait for a server that everything does without.</summary>
internal sealed class RedisHealth(RedisCache redis) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(redis.IsConnected ? HealthCheckResult.Healthy() : new(context.Registration.FailureStatus));
}
