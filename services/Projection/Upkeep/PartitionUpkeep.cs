using CreatorFlow.EventStore.Partitioning;
using CreatorFlow.Hosting.Database;
using Npgsql;

namespace CreatorFlow.Projection.Upkeep;

/// <summary>Makes the event table's next months once a day, long before they begin; the first time is at start.</summary>
internal sealed partial class PartitionUpkeep(NpgsqlDataSource database, TimeProvider clock, ILogger<PartitionUpkeep> logger) : BackgroundService
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Day, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var made = await EventPartitions.PrepareAsync(database, clock.GetUtcNow(), stoppingToken);
                if (made > 0) MonthsMade(logger, made);
            }
            // Months stand ready for longer than a database is ever away; tomorrow is early enough.
            catch (Exception e) when (DatabaseOutage.Is(e))
            {
                UpkeepFailed(logger, e.GetType().Name, (e as NpgsqlException)?.SqlState);
            }
        }
    }

    [LoggerMessage(3301, LogLevel.Information, "Made {Months} months of the event table")]
    private static partial void MonthsMade(ILogger logger, int months);

    [LoggerMessage(3302, LogLevel.Warning, "The event table's next months could not be made ({Error}, {SqlState}); trying again tomorrow")]
    private static partial void UpkeepFailed(ILogger logger, string error, string? sqlState);
}
