using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Hosting.Stopping;

/// <summary>
/// A stop in good order:
/// 1. Told to stop, the service is not ready any more and asks whoever holds a connection to make a new one, which leads elsewhere; all else goes on.
/// 2. After the drain the live streams end, for they would not by themselves.
/// 3. The host stops: what is under way is finished, queues go to whoever else consumes them.
/// </summary>
/// <remarks>Thread-safe. Without a drain all of it happens at once.</remarks>
public sealed partial class Draining : IHostedLifecycleService, IHealthCheck, IDisposable
{
    private readonly CancellationTokenSource over = new();
    private readonly TimeSpan drain;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly CancellationTokenRegistration told;
    private volatile bool underWay;

    /// <param name="options">How long.</param>
    /// <param name="lifetime">Says that the service is told to stop.</param>
    /// <param name="clock">For the pause.</param>
    /// <param name="logger">Told that it begins.</param>
    public Draining(IOptions<StoppingOptions> options, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<Draining> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(lifetime);
        (drain, this.clock, this.logger) = (options.Value.Drain, clock, logger);
        told = lifetime.ApplicationStopping.Register(Begin);
    }

    /// <summary>True from the moment on at which the service is told to stop.</summary>
    public bool IsUnderWay => underWay;

    /// <summary>Cancelled when the drain is over: what never ends by itself ends now.</summary>
    public CancellationToken Over => over.Token;

    /// <summary>Not ready while it drains.</summary>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(underWay ? HealthCheckResult.Unhealthy("The service is told to stop.") : HealthCheckResult.Healthy());

    /// <summary>Holds up the stop until the drain is over.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        Begin();
        if (drain > TimeSpan.Zero)
        {
            Drains(logger, drain);
            await Task.Delay(drain, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await over.CancelAsync();
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        told.Dispose();
        over.Dispose();
    }

    private void Begin() => underWay = true;

    [LoggerMessage(1501, LogLevel.Information, "Told to stop; not ready any more, and stopping in {Drain}")]
    private static partial void Drains(ILogger logger, TimeSpan drain);
}
