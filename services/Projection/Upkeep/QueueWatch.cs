using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Telemetry;
using Npgsql;

namespace CreatorFlow.Projection.Upkeep;

/// <summary>
/// Looks every few seconds at what waits in the database and how true the channels are, for the gauges <c>queue.depth</c>,
/// <c>queue.age</c> and <c>data.consistency_score</c>. Without the database the last look is told.
/// </summary>
internal sealed partial class QueueWatch : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly string Depths = Sql.Load("Upkeep/depths.sql");
    private static readonly string Accuracy = Sql.Load("Upkeep/accuracy.sql");
    private readonly NpgsqlDataSource database;
    private readonly TimeProvider clock;
    private readonly ILogger<QueueWatch> logger;
    private ImmutableArray<WaitingQueue> queues = [];
    private double? score;

    public QueueWatch(NpgsqlDataSource database, Signals signals, TimeProvider clock, ILogger<QueueWatch> logger)
    {
        (this.database, this.clock, this.logger) = (database, clock, logger);
        signals.Meter.CreateObservableGauge("queue.depth", () => queues.Select(q => new Measurement<long>(q.Depth, new KeyValuePair<string, object?>("queue", q.Name))), "{item}", "What waits, by queue.");
        signals.Meter.CreateObservableGauge("queue.age", () => queues.Select(q => new Measurement<double>(q.Age.TotalSeconds, new KeyValuePair<string, object?>("queue", q.Name))), "s", "How long the first of it has waited.");
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
                await LookAsync(stoppingToken);
            }
            catch (NpgsqlException e)
            {
                NotSeen(logger, e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        var (found, now) = (ImmutableArray.CreateBuilder<WaitingQueue>(), clock.GetUtcNow());
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new(Depths));
        batch.BatchCommands.Add(new(Accuracy));
        await using var row = await batch.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            found.Add(new(row.GetString(0), row.GetInt64(1), row.IsDBNull(2) || row.GetFieldValue<DateTimeOffset>(2) is var since && since > now ? TimeSpan.Zero : now - row.GetFieldValue<DateTimeOffset>(2)));
        queues = found.ToImmutable();
        await row.NextResultAsync(cancellation);
        await row.ReadAsync(cancellation);
        score = row.GetInt64(1) == 0 ? null : (double)row.GetInt64(0) / row.GetInt64(1);
    }

    [LoggerMessage(3303, LogLevel.Warning, "What waits could not be counted ({Error})")]
    private static partial void NotSeen(ILogger logger, string error);

    private readonly record struct WaitingQueue(string Name, long Depth, TimeSpan Age);
}
