using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace CreatorFlow.Hosting.Database;

/// <summary>Ready when PostgreSQL answers within two seconds.</summary>
public sealed class DatabaseHealth(NpgsqlDataSource database, DatabaseGate gate) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!gate.IsOpen) return new(context.Registration.FailureStatus, "away");
        try
        {
            await using var command = database.CreateCommand(DatabaseGate.Question);
            command.CommandTimeout = 2;
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException e)
        {
            gate.Failed(e);
            return new(context.Registration.FailureStatus, e.GetType().Name);
        }
    }
}
