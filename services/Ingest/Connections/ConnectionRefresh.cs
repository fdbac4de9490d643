using CreatorFlow.Ingest.Spool;
using CreatorFlow.Ingest.Startup;

namespace CreatorFlow.Ingest.Connections;

/// <summary>Keeps the directory of connections up to date.</summary>
internal sealed partial class ConnectionRefresh(ConnectionDirectory connections, IngestReadiness readiness, TimeProvider clock, ILogger<ConnectionRefresh> logger)
    : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Loaded.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Period, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await RefreshAsync(stoppingToken);
    }

    private async Task RefreshAsync(CancellationToken stopping)
    {
        try
        {
            await connections.RefreshAsync(stopping);
        }
        catch (Exception e) when (SpoolStore.IsOutage(e) && !stopping.IsCancellationRequested)
        {
            NotRefreshed(logger, e.GetType().Name);
        }
    }

    [LoggerMessage(2301, LogLevel.Warning, "Connections not refreshed, the known ones stay: {Error}")]
    private static partial void NotRefreshed(ILogger logger, string error);
}
