using CreatorFlow.Hosting.Bus;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RabbitMQ.Client;

namespace CreatorFlow.Hosting.Health;

/// <summary>Whether RabbitMQ holds a connection of this process. No probe waits for it: one that finds none has it opened, and the next one knows.</summary>
internal sealed class BrokerHealth(BrokerAddress broker) : IHealthCheck, IAsyncDisposable
{
    private readonly Lock gate = new();
    private Task<IConnection?> connection = Task.FromResult<IConnection?>(null);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            if (IsOpen) return Task.FromResult(HealthCheckResult.Healthy());
            if (connection.IsCompleted) connection = OpenAsync(connection);
            return Task.FromResult(new HealthCheckResult(context.Registration.FailureStatus));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (await connection is { } last) await last.DisposeAsync();
    }

    private bool IsOpen => connection is { IsCompletedSuccessfully: true, Result.IsOpen: true };

    private async Task<IConnection?> OpenAsync(Task<IConnection?> previous)
    {
        try
        {
            if (await previous is { } closed) await closed.DisposeAsync();
            return await broker.ConnectAsync("health", CancellationToken.None);
        }
        catch (Exception e) when (BrokerOutage.Is(e, CancellationToken.None))
        {
            return null;
        }
    }
}
