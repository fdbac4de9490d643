using System.Diagnostics.Metrics;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Telemetry;
using Npgsql;

namespace CreatorFlow.Projection.Upkeep;

/// <summary>Looks every few seconds at how true the channels are, for the gauge <c>data.consistency_score</c>. Without the database the last look is told.</summary>
internal sealed partial class AccuracyWatch : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly string Accuracy = Sql.Load("Upkeep/accuracy.sql");
    private readonly NpgsqlDataSource database;
    private readonly TimeProvider clock;
    private readonly ILogger<AccuracyWatch> logger;
    private double? score;

    public AccuracyWatch(NpgsqlDataSource database, Signals signals, TimeProvider clock, ILogger<AccuracyWatch> logger)
    {
        (this.database, this.clock, this.logger) = (database, clock, logger);
        signals.Meter.CreateObservableGauge("data.consistency_score", () => score is { } known ? [new Measurement<double>(known)] : Array.Empty<Measurement<double>>(), "1",
            "Listings without drift among all, of each connection's last comparison; none before one.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        do
        {
            try
            {
                await using var command = database.CreateCommand(Accuracy);
                await using var row = await command.ExecuteReaderAsync(stoppingToken);
                await row.ReadAsync(stoppingToken);
                score = row.GetInt64(1) == 0 ? null : (double)row.GetInt64(0) / row.GetInt64(1);
            }
            catch (Exception e) when (DatabaseOutage.Is(e))
            {
                NotSeen(logger, e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(3303, LogLevel.Warning, "How true the channels are could not be seen ({Error})")]
    private static partial void NotSeen(ILogger logger, string error);
}
