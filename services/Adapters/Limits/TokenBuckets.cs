using System.Collections.Concurrent;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Redis;

namespace CreatorFlow.Adapters.Limits;

/// <summary>A platform's limit in its own terms: tokens that come back every second, and how many there are at most.</summary>
/// <param name="PerSecond">Tokens a second, above 0.</param>
/// <param name="Burst">Tokens when nothing was taken for long, at least 1.</param>
internal readonly record struct BucketLimit(double PerSecond, double Burst)
{
    /// <summary>What we allow ourselves of it: calls arrive closer together than they left, and the platform counts arrivals.</summary>
    private const double Share = 0.9;

    public BucketLimit WithMargin() => new(PerSecond * Share, Math.Max(1, Burst * Share));
}

/// <summary>
/// One bucket a connection and kind of call, in Redis and shared by every replica. Without Redis each replica keeps to a
/// part of the limit by itself, so that all of them together stay below it.
/// </summary>
/// <remarks>Thread-safe. Redis's own clock counts, not ours.</remarks>
internal sealed class TokenBuckets(RedisCache redis, TimeProvider clock)
{
    /// <summary>Replicas that may be running at once while Redis cannot tell.</summary>
    private const int ReplicasAssumed = 4;

    private static readonly string Take = Sql.Load("Limits/take.lua");
    private static readonly string Empty = Sql.Load("Limits/empty.lua");
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, LocalBucket> alone = new(StringComparer.Ordinal);

    /// <summary>Pauses that this replica was told of, which hold without Redis too.</summary>
    private readonly ConcurrentDictionary<string, (long Since, TimeSpan Lasts)> pauses = new(StringComparer.Ordinal);

    /// <summary>Returns when the tokens are taken.</summary>
    /// <param name="bucket">Connection and kind of call, e.g. <c>demo-1-amazon:patchListingsItem</c>.</param>
    /// <param name="cost">Tokens; more than the bucket holds counts as all of it.</param>
    /// <param name="limit">The platform's limit.</param>
    /// <param name="cancellation">Ends the wait; nothing is taken then.</param>
    public Task TakeAsync(string bucket, double cost, BucketLimit limit, CancellationToken cancellation) => TakeAsync(bucket, cost, limit, TimeSpan.MaxValue, cancellation);

    /// <summary>As the other, for a caller who can come again: waits only as long as <paramref name="patience"/> lasts.</summary>
    /// <returns>Zero when the tokens are taken, otherwise how long until they may be; nothing is taken then.</returns>
    public async Task<TimeSpan> TakeAsync(string bucket, double cost, BucketLimit limit, TimeSpan patience, CancellationToken cancellation)
    {
        var (own, since) = (limit.WithMargin(), clock.GetTimestamp());
        while (await WaitAsync(bucket, Math.Min(cost, own.Burst), own) is var wait && wait > TimeSpan.Zero)
        {
            if (wait > patience - clock.GetElapsedTime(since)) return wait;
            await Task.Delay(wait < LongestWait ? wait : LongestWait, clock, cancellation);
        }
        return TimeSpan.Zero;
    }

    /// <summary>Once the platform said what a call cost: gives back what was taken too much, or takes what is there of the rest, without waiting.</summary>
    /// <param name="bucket">As in <see cref="TakeAsync(string, double, BucketLimit, CancellationToken)"/>.</param>
    /// <param name="difference">Tokens that the call cost more than were taken; below 0 when it cost less.</param>
    /// <param name="limit">The platform's limit.</param>
    public Task CorrectAsync(string bucket, double difference, BucketLimit limit) => WaitAsync(bucket, difference, limit.WithMargin());

    /// <summary>The platform said that there is nothing left, for all replicas: nothing is taken until then, one call's worth at once after it.</summary>
    public Task EmptyAsync(string bucket, TimeSpan until)
    {
        if (until <= TimeSpan.Zero) return Task.CompletedTask;
        pauses[bucket] = (clock.GetTimestamp(), until);
        return redis.TryEvaluateAsync(Empty, Keys(bucket), [until.TotalMilliseconds]);
    }

    /// <summary>Whoever counted alone comes back with the bucket emptied: what was taken meanwhile is not in it.</summary>
    private async Task<TimeSpan> WaitAsync(string bucket, double cost, BucketLimit limit)
    {
        if (Paused(bucket) is var pause && pause > TimeSpan.Zero) return pause;
        var countedAlone = alone.TryGetValue(bucket, out var local);
        var milliseconds = await redis.TryEvaluateAsync(Take, Keys(bucket), [limit.PerSecond, limit.Burst, cost, countedAlone ? 1 : 0]);
        if (milliseconds is not { } wait) return Local(bucket).Take(cost, limit.PerSecond / ReplicasAssumed, Math.Max(1, limit.Burst / ReplicasAssumed));
        if (local is not null) alone.TryRemove(new(bucket, local));
        return TimeSpan.FromMilliseconds(wait);
    }

    private TimeSpan Paused(string bucket)
    {
        if (!pauses.TryGetValue(bucket, out var pause)) return TimeSpan.Zero;
        var left = pause.Lasts - clock.GetElapsedTime(pause.Since);
        if (left <= TimeSpan.Zero) pauses.TryRemove(new(bucket, pause));
        return left;
    }

    private static string[] Keys(string bucket) => [$"limit:{bucket}", $"limit:{bucket}:pause"];

    private LocalBucket Local(string bucket) => alone.GetOrAdd(bucket, _ => new LocalBucket(clock));

    /// <summary>The same count in memory. It begins empty: nobody knows what others took from Redis a moment ago.</summary>
    private sealed class LocalBucket(TimeProvider clock)
    {
        private readonly Lock gate = new();
        private double tokens;
        private long at = clock.GetTimestamp();

        /// <summary>What costs more than the bucket holds waits for a full one and leaves it in debt.</summary>
        public TimeSpan Take(double cost, double perSecond, double burst)
        {
            lock (gate)
            {
                var now = clock.GetTimestamp();
                tokens = Math.Min(burst, tokens + (clock.GetElapsedTime(at, now).TotalSeconds * perSecond));
                at = now;
                var needed = Math.Min(cost, burst);
                if (tokens < needed) return TimeSpan.FromSeconds((needed - tokens) / perSecond);
                tokens -= cost;
                return TimeSpan.Zero;
            }
        }
    }
}
