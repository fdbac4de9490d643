using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Redis;
using CreatorFlow.Ingest.Publishing;

namespace CreatorFlow.Ingest.Webhooks;

/// <summary>Deliveries already applied, as Redis remembers them for a day. A fast path only: what it forgets, PostgreSQL knows.</summary>
/// <remarks>One question is under way at a time and carries everyone who waits: a question each cost more than all the rest of a request.</remarks>
internal sealed class FinishedDeliveries : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly BatchLimits Limits = new(Items: 500, Weight: 500, Waiting: 20_000, Apart: TimeSpan.FromMilliseconds(2));

    private readonly RedisCache redis;
    private readonly DoneDeliveries done;
    private readonly TimeProvider clock;
    private readonly BatchingLine<Delivery, IReadOnlySet<string>> line;
    private long hungAt;

    public FinishedDeliveries(RedisCache redis, DoneDeliveries done, TimeProvider clock)
    {
        (this.redis, this.done, this.clock) = (redis, done, clock);
        line = new(AskAsync, _ => 1, Limits, clock);
    }

    /// <summary>True when exactly this was applied before; false too when Redis cannot say.</summary>
    public async Task<bool> ContainsAsync(Delivery delivery)
    {
        if (!redis.IsConnected || IsHung() || !line.TryAdd(delivery, out var finished)) return false;
        await ((Task)finished).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return finished.IsCompletedSuccessfully && (await finished).Contains(delivery.Id);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Opens the connection, which from then on reopens by itself. A Redis that hangs just now is waited for no longer than by any other question.
        await Task.WhenAny(redis.TryGetFieldsAsync([("", "")]), Task.Delay(Patience, clock, stoppingToken));
        await line.RunAsync(stoppingToken);
    }

    /// <summary>The ids of those that are finished.</summary>
    private async Task<IReadOnlySet<string>> AskAsync(IReadOnlyList<Delivery> deliveries, CancellationToken stopping)
    {
        try
        {
            var checksums = await done.ChecksumsAsync(deliveries).WaitAsync(Patience, clock, stopping);
            // Another checksum is not the same delivery: it goes on, to be recorded as a key conflict.
            return deliveries.Where((delivery, index) => checksums[index] == delivery.Checksum).Select(delivery => delivery.Id).ToHashSet();
        }
        catch (TimeoutException)
        {
            Interlocked.Exchange(ref hungAt, clock.GetTimestamp());
            return new HashSet<string>();
        }
    }

    /// <summary>A Redis that hangs must not cost every webhook its patience.</summary>
    private bool IsHung() => Interlocked.Read(ref hungAt) is var at and not 0 && clock.GetElapsedTime(at) < Pause;
}
