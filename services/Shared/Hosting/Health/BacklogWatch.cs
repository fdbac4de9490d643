using CreatorFlow.Hosting.Database;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CreatorFlow.Hosting.Health;

/// <summary>Looks every five seconds at what waits in the database. Without it the last look ages.</summary>
/// <param name="sql">Rows of a queue's name, its depth, since when its first waits, and whether the service lags behind by it.</param>
/// <param name="database">Where it waits.</param>
/// <param name="backlogs">Are told.</param>
/// <param name="clock">For pauses.</param>
/// <param name="logger">Told when it could not look.</param>
internal sealed partial class BacklogWatch(string sql, NpgsqlDataSource database, Backlogs backlogs, TimeProvider clock, ILogger<BacklogWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (DatabaseOutage.Is(e))
            {
                NotSeen(logger, e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(sql).With(clock.GetUtcNow());
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            backlogs.Tell(row.GetString(0), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetFieldValue<DateTimeOffset>(2), row.GetBoolean(3));
    }

    [LoggerMessage(1301, LogLevel.Warning, "What waits could not be counted ({Error})")]
    private static partial void NotSeen(ILogger logger, string error);
}
