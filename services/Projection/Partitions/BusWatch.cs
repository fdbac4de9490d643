using System.Diagnostics;
using MassTransit;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace CreatorFlow.Projection.Partitions;

/// <summary>
/// Ends the process when the broker answers again but the bus has not come back: MassTransit's reconnect waits for up to
/// 30 seconds, and has been seen not to come back at all after an outage under load. Whoever supervises the process starts it anew; what
/// was not acknowledged is delivered again, so a kill loses nothing.
/// </summary>
internal sealed partial class BusWatch(IBusControl bus, IConfiguration configuration, ILogger<BusWatch> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private const int PatienceLooks = 4;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (wasHealthy, missed) = (false, 0);
        using var timer = new PeriodicTimer(LookEvery);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var healthy = bus.CheckHealth().Status == BusHealthStatus.Healthy;
            wasHealthy |= healthy;
            missed = !healthy && wasHealthy && await BrokerAnswersAsync(stoppingToken) ? missed + 1 : 0;
            if (missed < PatienceLooks) continue;
            Ending(logger);
            Process.GetCurrentProcess().Kill();
        }
    }

    private async Task<bool> BrokerAnswersAsync(CancellationToken cancellation)
    {
        try
        {
            var factory = new ConnectionFactory { Uri = new Uri(configuration.GetConnectionString("RabbitMq")!), ClientProvidedName = "bus-watch" };
            await using var connection = await factory.CreateConnectionAsync(cancellation);
            return true;
        }
        catch (BrokerUnreachableException)
        {
            return false;
        }
    }

    [LoggerMessage(3301, LogLevel.Error, "The broker answers but the bus has not come back; ending this process to start anew")]
    private static partial void Ending(ILogger logger);
}
