using CreatorFlow.Hosting.Database;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Projection.Expiring;

/// <summary>Looks every few seconds for reservations whose time is over.</summary>
internal sealed partial class ExpiryWatch(ExpiryQueue queue, IOptions<ReservationOptions> options, TimeProvider clock, ILogger<ExpiryWatch> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.LookEverySeconds), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await queue.MoveDueAsync(stoppingToken) is > 0 and var orders) Due(logger, orders);
            }
            catch (Exception e) when (DatabaseOutage.Is(e))
            {
                LookFailed(logger, e.GetType().Name);
            }
        }
    }

    [LoggerMessage(3401, LogLevel.Information, "The time to pay of {Orders} orders is over")]
    private static partial void Due(ILogger logger, int orders);

    [LoggerMessage(3402, LogLevel.Warning, "Due reservations could not be read ({Error}); trying again")]
    private static partial void LookFailed(ILogger logger, string error);
}
