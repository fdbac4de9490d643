using System.Text.Json;
using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Contracts.Work;
using CreatorFlow.Hosting.Bus;
using CreatorFlow.Hosting.Database;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Projection.Outbox;

/// <summary>Sends what transactions left in the outbox, at least once: claimed, confirmed by the broker, then deleted.</summary>
/// <remarks>Any number of relays may run; a claim ends after 30 seconds, so a killed relay's work is taken up by another.</remarks>
internal sealed partial class OutboxRelay(NpgsqlDataSource database, WorkSender sender, PartitionSender partitionSender,
    IOptions<PartitionOptions> partitions, DatabaseGate gate, TimeProvider clock, ILogger<OutboxRelay> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly string Claim = Sql.Load("Outbox/claim.sql");
    private static readonly string Delete = Sql.Load("Outbox/delete.sql");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        do
        {
            try
            {
                await gate.OpenAsync(stoppingToken);
                while (await RelayAsync(stoppingToken) > 0) { }
            }
            // The outermost loop: whatever is wrong with broker or database is tried again.
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                gate.Failed(e);
                RelayFailed(logger, e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<int> RelayAsync(CancellationToken cancellation)
    {
        var claimed = await ClaimAsync(cancellation);
        if (claimed.Count == 0) return 0;
        foreach (var (_, queue, message) in claimed)
            if (queue == WorkQueues.OwnPartition) await SendToPartitionAsync(message, cancellation);
            else await sender.SendAsync(queue, JsonSerializer.Deserialize<FetchOrder>(message)!, cancellation);
        await using var delete = database.CreateCommand(Delete);
        delete.Parameters.Add(new() { Value = claimed.ConvertAll(c => c.Id) });
        return await delete.ExecuteNonQueryAsync(cancellation);
    }

    private Task SendToPartitionAsync(string message, CancellationToken cancellation)
    {
        var delivery = JsonSerializer.Deserialize<Delivery>(message)!;
        var partition = Partitioning.Of(delivery.CreatorId, partitions.Value.Count);
        return partitionSender.SendAsync(partition, [delivery], cancellation);
    }

    private async Task<List<(long Id, string Queue, string Message)>> ClaimAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Claim);
        command.Parameters.Add(new() { Value = clock.GetUtcNow() });
        var claimed = new List<(long, string, string)>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) claimed.Add((reader.GetInt64(0), reader.GetString(1), reader.GetString(2)));
        return claimed;
    }

    [LoggerMessage(3501, LogLevel.Warning, "The outbox could not be relayed ({Error}); trying again")]
    private static partial void RelayFailed(ILogger logger, string error);
}
