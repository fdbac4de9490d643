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
/// <remarks>Any number of relays may run; a claim ends after 30 seconds, so a killed relay's work is taken up by another. A queue that does not take its
/// messages holds up no other's.</remarks>
internal sealed partial class OutboxRelay(NpgsqlDataSource database, WorkSender sender, PartitionSender partitionSender,
    IOptions<PartitionOptions> partitions, DatabaseGate gate, TimeProvider clock, ILogger<OutboxRelay> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100), SendLimit = TimeSpan.FromSeconds(3);
    private static readonly string Claim = Sql.Load("Outbox/claim.sql");
    private static readonly string Delete = Sql.Load("Outbox/delete.sql");
    private static readonly string TryLater = Sql.Load("Outbox/later.sql");
    private readonly SilentQueues silent = new(clock);

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
        var sending = claimed.Select(Read).OfType<Waiting>().GroupBy(message => message.Queue).Select(queue => SendAsync(queue, cancellation));
        var sent = (await Task.WhenAll(sending)).SelectMany(ids => ids).ToList();
        if (sent.Count < claimed.Count) await database.RunAsync(TryLater, cancellation, claimed.Select(c => c.Id).Except(sent).ToList(), clock.GetUtcNow() + SilentQueues.LeftAlone);
        return sent.Count;
    }

    /// <returns>Null for what this version cannot read; one that can may take it up.</returns>
    private Waiting? Read((long Id, string Queue, string Message) claimed)
    {
        try
        {
            if (claimed.Queue != WorkQueues.OwnPartition)
            {
                var order = JsonSerializer.Deserialize<FetchOrder>(claimed.Message)!;
                return new(claimed.Id, claimed.Queue, cancellation => sender.SendAsync(claimed.Queue, order, cancellation));
            }
            var delivery = JsonSerializer.Deserialize<Delivery>(claimed.Message)!;
            var partition = Partitioning.Of(delivery.CreatorId, partitions.Value.Count);
            return new(claimed.Id, PartitionOptions.QueueName(partition), cancellation => partitionSender.SendAsync(partition, [delivery], cancellation));
        }
        catch (JsonException e)
        {
            NotRead(logger, claimed.Id, e.Message);
            return null;
        }
    }

    /// <summary>One queue's messages, up to one that is not confirmed: it and those behind it are claimed again, and none is tried before. Nor does a slow queue outlive its claim.</summary>
    /// <returns>Those that are confirmed, and deleted.</returns>
    private async Task<IReadOnlyList<long>> SendAsync(IGrouping<string, Waiting> queue, CancellationToken cancellation)
    {
        var sent = new List<long>();
        if (!silent.MayTry(queue.Key)) return sent;
        using var limit = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var began = clock.GetTimestamp();
        try
        {
            foreach (var message in queue.TakeWhile(_ => clock.GetElapsedTime(began) < SendLimit))
            {
                limit.CancelAfter(SendLimit);
                await message.SendAsync(either.Token);
                sent.Add(message.Id);
            }
            silent.Taken(queue.Key);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested) // whatever it was, it was not confirmed
        {
            silent.NotTaken(queue.Key);
            NotSent(logger, queue.Key, BrokerOutage.Reason(e));
        }
        if (sent.Count > 0) await database.RunAsync(Delete, cancellation, sent);
        return sent;
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

    /// <param name="Id">Of the outbox.</param>
    /// <param name="Queue">To which it goes.</param>
    /// <param name="SendAsync">Returns when it is confirmed.</param>
    private sealed record Waiting(long Id, string Queue, Func<CancellationToken, Task> SendAsync);

    [LoggerMessage(3502, LogLevel.Warning, "{Queue} did not take its messages of the outbox ({Error}); trying again")]
    private static partial void NotSent(ILogger logger, string queue, string error);

    [LoggerMessage(3503, LogLevel.Error, "Message {Id} of the outbox cannot be read by this version ({Error}); trying again")]
    private static partial void NotRead(ILogger logger, long id, string error);

    [LoggerMessage(3501, LogLevel.Warning, "The outbox could not be relayed ({Error}); trying again")]
    private static partial void RelayFailed(ILogger logger, string error);
}
