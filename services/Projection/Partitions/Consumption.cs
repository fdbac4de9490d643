using System.Collections.Concurrent;
using CreatorFlow.Hosting.Bus;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace CreatorFlow.Projection.Partitions;

/// <summary>All partitions consumed together, a channel each on one connection, from its opening until it or any of its consumers ends.</summary>
/// <remarks>
/// A partition whose queue does not run (its files are damaged, it has no leader) holds up no other. RabbitMQ 3.10 closes the whole connection of whoever
/// consumes from it (541), or does not answer; so it is set apart and tried on connections of its own, until it is consumed there. Which one it was, a
/// closed connection does not say: it is found by beginning with one after the other.
/// <para>Thread-safe but for <see cref="RunAsync"/>, which is called once.</para>
/// </remarks>
internal sealed partial class Consumption
{
    private const int NoOne = -1;
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2); // a node that hangs would be waited for
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), LongestPause = TimeSpan.FromSeconds(5);
    private static readonly CreateChannelOptions Confirming = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    private readonly bool oneByOne;
    private readonly LaneSet lanes;
    private readonly ushort prefetch;
    private readonly BrokerAddress broker;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly PartitionChannel?[] consumed;
    private readonly ConcurrentDictionary<int, bool> apart;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int begun, firstFailed = NoOne, terms;

    /// <param name="partitions">How many there are.</param>
    /// <param name="apart">Those that were not consumed with the others before.</param>
    /// <param name="oneByOne">Begins with a partition once the one before is consumed. Otherwise with all at once: each is a round of its queue's members.</param>
    /// <param name="lanes">Get what arrives.</param>
    /// <param name="prefetch">Messages of a partition in hand at most.</param>
    /// <param name="broker">Where to connect.</param>
    /// <param name="clock">For pauses.</param>
    /// <param name="logger">Is told who is set apart.</param>
    public Consumption(int partitions, IEnumerable<int> apart, bool oneByOne, LaneSet lanes, ushort prefetch, BrokerAddress broker, TimeProvider clock, ILogger logger)
    {
        (this.oneByOne, this.lanes, this.prefetch, this.broker, this.clock, this.logger) = (oneByOne, lanes, prefetch, broker, clock, logger);
        consumed = new PartitionChannel?[partitions];
        this.apart = new(apart.Select(partition => KeyValuePair.Create(partition, true)));
    }

    /// <summary>Every partition is consumed but those that are set apart.</summary>
    public bool HasBegun => Volatile.Read(ref begun) == 1;

    /// <summary>The connection was closed before that.</summary>
    public bool ClosedEarly { get; private set; }

    /// <summary>Partitions that are not consumed though the broker is there.</summary>
    public IReadOnlyCollection<int> Apart => [.. apart.Keys.Order()];

    /// <summary>What the partition's consumer did since it began; null while there is none.</summary>
    public Handled? Of(int partition) => Volatile.Read(ref consumed[partition])?.Handled;

    /// <summary>Ends it as if a consumer had ended.</summary>
    public void End() => ended.TrySetResult();

    /// <summary>The partition's consumer begins again behind those that wait for it; what it did not acknowledge comes to the next of them.</summary>
    public void HandOn(int partition) => Volatile.Read(ref consumed[partition])?.HandOn();

    /// <summary>Returns when a consumer has ended; by then the lanes take up nothing more of what it has handed to them.</summary>
    /// <exception cref="Exception">See <see cref="BrokerOutage"/>: the broker is away, or closed the connection.</exception>
    public async Task RunAsync(CancellationToken stopping)
    {
        await using var connection = await broker.ConnectAsync("projection", stopping);
        connection.ConnectionShutdownAsync += (_, _) =>
        {
            End();
            return Task.CompletedTask;
        };
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var turns = new SemaphoreSlim(oneByOne ? 1 : consumed.Length);
        var following = new Dictionary<Task, int>();
        try
        {
            for (var partition = 0; partition < consumed.Length; partition++)
                following.Add(apart.ContainsKey(partition) ? FollowAloneAsync(partition, ending.Token) : FollowAsync(partition, connection, turns, ending.Token), partition);
            SeeWhetherBegun();
            while (await Task.WhenAny(following.Keys.Append(ended.Task)).WaitAsync(stopping) is { IsFaulted: true } failed && connection.IsOpen)
            {
                following.Remove(failed, out var partition);
                SetApart(partition, BrokerOutage.Reason(failed.Exception!.InnerException!));
                SeeWhetherBegun();
                following.Add(FollowAloneAsync(partition, ending.Token), partition);
            }
        }
        finally
        {
            ClosedEarly = !connection.IsOpen && !HasBegun;
            await ending.CancelAsync();
            await connection.AbortAsync(Farewell);
            await Task.WhenAll(following.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        if (!ClosedEarly) return;
        var closed = new AlreadyClosedException(connection.CloseReason!);
        if (oneByOne && firstFailed != NoOne && closed.ShutdownReason is { ReplyCode: Constants.InternalError, Initiator: ShutdownInitiator.Peer }) SetApart(firstFailed, BrokerOutage.Reason(closed));
        throw closed;
    }

    /// <summary>Returns when the consumer has ended and was not handed on; fails when it could not begin.</summary>
    private async Task FollowAsync(int partition, IConnection connection, SemaphoreSlim turns, CancellationToken ending)
    {
        var channel = await InTurnAsync(partition, connection, turns, ending);
        while (await EndedAsync(channel, ending) is { IsHandedOn: true })
            channel = await BeginAsync(partition, new(connection, Interlocked.Increment(ref terms)), ending);
    }

    private async Task<PartitionChannel> InTurnAsync(int partition, IConnection connection, SemaphoreSlim turns, CancellationToken ending)
    {
        await turns.WaitAsync(ending);
        try
        {
            return await BeginAsync(partition, new(connection, 0), ending);
        }
        catch
        {
            Interlocked.CompareExchange(ref firstFailed, partition, NoOne);
            throw;
        }
        finally
        {
            turns.Release();
        }
    }

    private async Task FollowAloneAsync(int partition, CancellationToken ending)
    {
        var queue = PartitionOptions.QueueName(partition);
        for (var pause = Pause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await using var connection = await broker.ConnectAsync($"projection, {queue} alone", ending);
                try
                {
                    var channel = await BeginAsync(partition, new(connection, 0), ending).WaitAsync(ending); // a question goes on for 20 s, or until its connection ends
                    if (apart.TryRemove(partition, out _)) ConsumedAgain(logger, queue);
                    pause = Pause;
                    if (await EndedAsync(channel, ending) is { IsHandedOn: false }) SetApart(partition, "its consumer ended");
                }
                finally
                {
                    await connection.AbortAsync(Farewell);
                }
            }
            catch (Exception e) when (BrokerOutage.Is(e, ending))
            {
                SetApart(partition, BrokerOutage.Reason(e));
            }
            Volatile.Write(ref consumed[partition], null);
            await Task.Delay(pause, clock, ending);
        }
    }

    /// <summary>Declares the partition where it is not there.</summary>
    private async Task<PartitionChannel> BeginAsync(int partition, Term term, CancellationToken ending)
    {
        try
        {
            return await ConsumeAsync(partition, term, ending);
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason is { ReplyCode: Constants.NotFound })
        {
            await AnsweredAsync(PartitionTopology.DeclareOneAsync(term.Connection, partition, ending), ending);
            return await ConsumeAsync(partition, term, ending);
        }
    }

    /// <summary>Fails where the client gave its question up, which looks like a cancellation that nobody asked for.</summary>
    private static async Task AnsweredAsync(Task question, CancellationToken ending)
    {
        try
        {
            await question;
        }
        catch (OperationCanceledException e) when (!ending.IsCancellationRequested)
        {
            throw new TimeoutException("The queue did not answer.", e);
        }
    }

    private async Task<PartitionChannel> ConsumeAsync(int partition, Term term, CancellationToken ending)
    {
        var opened = await term.Connection.CreateChannelAsync(Confirming, ending);
        var channel = new PartitionChannel(term, opened, PartitionOptions.QueueName(partition), lanes.Of(partition), clock, logger);
        try
        {
            await AnsweredAsync(channel.ConsumeAsync(prefetch, ending), ending);
        }
        catch
        {
            channel.Abandon(); // a queue that answers later would hand out what nobody takes
            throw;
        }
        Volatile.Write(ref consumed[partition], channel);
        SeeWhetherBegun();
        return channel;
    }

    /// <returns>The same channel.</returns>
    private static async Task<PartitionChannel> EndedAsync(PartitionChannel channel, CancellationToken ending)
    {
        try
        {
            await channel.Ended.WaitAsync(ending);
            return channel;
        }
        finally
        {
            channel.End(); // before others are opened: a lane that has met the next connection takes up nothing of this one
        }
    }

    private void SetApart(int partition, string why)
    {
        if (apart.TryAdd(partition, true)) NotConsumed(logger, PartitionOptions.QueueName(partition), why);
    }

    private void SeeWhetherBegun()
    {
        for (var partition = 0; partition < consumed.Length; partition++)
            if (Volatile.Read(ref consumed[partition]) is null && !apart.ContainsKey(partition)) return;
        if (Interlocked.Exchange(ref begun, 1) == 0) Consuming(logger, consumed.Length - apart.Count);
    }

    [LoggerMessage(3200, LogLevel.Information, "Consuming {Partitions} partitions")]
    private static partial void Consuming(ILogger logger, int partitions);

    [LoggerMessage(3207, LogLevel.Error, "{Queue} cannot be consumed ({Why}) though the broker is there; it is tried again and again, and the others go on")]
    private static partial void NotConsumed(ILogger logger, string queue, string why);

    [LoggerMessage(3208, LogLevel.Information, "{Queue} is consumed again, by a connection of its own")]
    private static partial void ConsumedAgain(ILogger logger, string queue);
}
