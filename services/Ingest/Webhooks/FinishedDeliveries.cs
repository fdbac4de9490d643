using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Redis;

namespace CreatorFlow.Ingest.Webhooks;

/// <summary>Deliveries already applied, as Redis remembers them for a day. A fast path only: what it forgets, PostgreSQL knows.</summary>
internal sealed class FinishedDeliveries(RedisCache redis, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private long askAgainAt;

    /// <summary>True when exactly this was applied before; false too when Redis cannot say.</summary>
    public async ValueTask<bool> ContainsAsync(Delivery delivery)
    {
        if (clock.GetTimestamp() < Interlocked.Read(ref askAgainAt)) return false;
        var asked = redis.TryGetAsync($"idempotency:{delivery.CreatorId}:{delivery.IdempotencyKey}");
        try
        {
            // Another checksum is not the same delivery: it goes on, to be recorded as a key conflict.
            return await asked.WaitAsync(Patience, clock) == delivery.Checksum;
        }
        catch (TimeoutException)
        {
            // A Redis that hangs must not cost every webhook its patience.
            Interlocked.Exchange(ref askAgainAt, clock.GetTimestamp() + (long)(Pause.TotalSeconds * clock.TimestampFrequency));
            return false;
        }
    }
}
