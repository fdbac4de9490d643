using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace CreatorFlow.Adapters.Health;

/// <summary>Ready means that connections can be looked up.</summary>
internal sealed class PostgresHealthCheck(NpgsqlDataSource database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = database.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException e)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, e.GetType().Name);
        }
    }
}
