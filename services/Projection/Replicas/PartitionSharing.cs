using CreatorFlow.Hosting.Bus;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Telemetry;
using CreatorFlow.Projection.Partitions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Projection.Replicas;

/// <summary>
/// Says every two seconds in the database that this replica lives and what it consumes, and hands partitions on that are another's (<see cref="Shares"/>).
/// Without the database partitions stay with whom they are. Thread-safe.
/// </summary>
internal sealed partial class PartitionSharing : BackgroundService
{
    /// <summary>By then what is usual is rehearsed, and partitions that come find their code compiled.</summary>
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    /// <summary>One look may be missed on a busy machine; what died is another's at once, by the broker.</summary>
    private static readonly TimeSpan Term = TimeSpan.FromSeconds(5);
    private static readonly string LookSql = Sql.Load("Replicas/look.sql");
    private static readonly string EndSql = Sql.Load("Replicas/end.sql");

    private readonly string id = Guid.CreateVersion7().ToString("N");
    private readonly NpgsqlDataSource database;
    private readonly DatabaseGate gate;
    private readonly PartitionReceiver receiver;
    private readonly int partitions;
    private readonly Handover handover;
    private readonly TimeProvider clock;
    private readonly ILogger<PartitionSharing> logger;

    public PartitionSharing(NpgsqlDataSource database, DatabaseGate gate, PartitionReceiver receiver, IOptions<PartitionOptions> options, Signals signals, TimeProvider clock, ILogger<PartitionSharing> logger)
    {
        (this.database, this.gate, this.receiver, partitions, this.clock, this.logger) = (database, gate, receiver, options.Value.Count, clock, logger);
        handover = new(id, partitions);
        signals.Meter.CreateObservableGauge("partitions.owned", () => handover.Own, "{partition}", "Partitions that are this replica's to consume.");
    }

    /// <summary>Whether a partition is another replica's to consume, as far as this one knows.</summary>
    public bool IsOthers(int partition) => handover.IsOthers(partition);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(First, clock, stoppingToken);
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            await gate.OpenAsync(stoppingToken);
            try
            {
                foreach (var partition in handover.Look(await ReplicasAsync(stoppingToken), receiver.Of))
                {
                    GoesOn(logger, PartitionOptions.QueueName(partition));
                    receiver.HandOn(partition);
                }
            }
            catch (Exception e) when (DatabaseOutage.Is(e))
            {
                gate.Failed(e);
                NotSeen(logger, e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await database.RunAsync(EndSql, cancellationToken, id);
        }
        catch (Exception e) when (DatabaseOutage.Is(e))
        {
            NotSeen(logger, e.Message);
        }
    }

    private async Task<List<Replica>> ReplicasAsync(CancellationToken cancellation)
    {
        int[] consumed = [.. Enumerable.Range(0, partitions).Where(partition => receiver.Of(partition) is not null)];
        await using var command = database.CreateCommand(LookSql).With(id, consumed, Term);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var replicas = new List<Replica>();
        while (await row.ReadAsync(cancellation)) replicas.Add(new(row.GetString(0), row.GetInt64(1), row.GetFieldValue<int[]>(2).ToHashSet()));
        return replicas;
    }

    [LoggerMessage(3210, LogLevel.Information, "{Queue} goes on to another replica, which shares the partitions with this one")]
    private static partial void GoesOn(ILogger logger, string queue);

    [LoggerMessage(3211, LogLevel.Warning, "Which replicas share the partitions could not be seen ({Error})")]
    private static partial void NotSeen(ILogger logger, string error);
}
