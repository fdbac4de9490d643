using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CreatorFlow.Ingest.Startup;

/// <summary>What has to be done once before webhooks are welcome. A broker or database that goes away later changes nothing here: that is what the spool and the directory are for.</summary>
internal sealed class IngestReadiness : IHealthCheck
{
    private readonly TaskCompletionSource migrated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool topologyDeclared, spoolSeen;

    /// <summary>Ends when the tables exist.</summary>
    public Task Migrated => migrated.Task;

    /// <summary>Ends when every connection was read once.</summary>
    public Task Loaded => loaded.Task;

    public void TablesExist() => migrated.TrySetResult();
    public void ConnectionsLoaded() => loaded.TrySetResult();
    public void TopologyDeclared() => topologyDeclared = true;
    public void SpoolSeen() => spoolSeen = true;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        !topologyDeclared ? HealthCheckResult.Unhealthy("The partitions are not declared yet.")
        : !loaded.Task.IsCompleted ? HealthCheckResult.Unhealthy("The connections are not loaded yet.")
        : !spoolSeen ? HealthCheckResult.Unhealthy("The spool was not looked at yet.")
        : HealthCheckResult.Healthy());
}
