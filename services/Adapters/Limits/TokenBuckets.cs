using System.Collections.Concurrent;
using System.Globalization;
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
/// <remarks>
/// Thread-safe. Redis's own clock counts, not ours. The platform counts arrivals, and a call arrives some time between its
/// tokens' taking and its answer: as long as it is under way its tokens do not come back. So no window holds more arrivals
/// than the limit, however late a call arrives.
/// </remarks>
internal sealed class TokenBuckets(RedisCache redis, TimeProvider clock)
{
    /// <summary>Replicas that may be running at once while Redis cannot tell.</summary>
    private const int ReplicasAssumed = 4;

    private static readonly string Take = Sql.Load("Limits/refill.lua") + Sql.Load("Limits/take.lua");
    private static readonly string Answered = Sql.Load("Limits/refill.lua") + Sql.Load("Limits/answered.lua");
    private static readonly string Empty = Sql.Load("Limits/empty.lua");
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>Every client gives up sooner; what was sent by then has arrived after so long.</summary>
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, LocalBucket> alone = new(StringComparer.Ordinal);

    /// <summary>Pauses that this replica was told of, which hold without Redis too.</summary>
    private readonly ConcurrentDictionary<string, (long Since, TimeSpan Lasts)> pauses = new(StringComparer.Ordinal);

    /// <summary>Returns when the tokens are taken.</summary>
    /// <param name="bucket">Connection and kind of call, e.g. <c>demo-1-amazon:patchListingsItem</c>.</param>
    /// <param name="cost">Tokens; more than the bucket holds counts as all of it.</param>
    /// <param name="limit">The platform's limit.</param>
    /// <param name="cancellation">Ends the wait; nothing is taken then.</param>
    /// <returns>To be told that the call is over, and disposed of.</returns>
    public async Task<TakenTokens> TakeAsync(string bucket, double cost, BucketLimit limit, CancellationToken cancellation) =>
        (await TakeAsync(bucket, cost, limit, TimeSpan.MaxValue, cancellation)).Taken!;

    /// <summary>As the other, for a caller who can come again: waits only as long as <paramref name="patience"/> lasts.</summary>
    /// <returns>The tokens, or how long until they may be there; nothing is taken then.</returns>
    public async Task<(TakenTokens? Taken, TimeSpan Wait)> TakeAsync(string bucket, double cost, BucketLimit limit, TimeSpan patience, CancellationToken cancellation)
    {
        var (own, since) = (limit.WithMargin(), clock.GetTimestamp());
        var taken = new TakenTokens(this, bucket, Math.Min(cost, own.Burst), own);
        while (await WaitAsync(bucket, taken.Cost, own, taken) is var wait && wait > TimeSpan.Zero)
        {
            if (wait > patience - clock.GetElapsedTime(since)) return (null, wait);
            await Task.Delay(wait < LongestWait ? wait : LongestWait, clock, cancellation);
        }
        return (taken, TimeSpan.Zero);
    }

    /// <summary>Once the platform said what a call cost: gives back what was taken too much, or takes what is there of the rest, without waiting.</summary>
    /// <param name="bucket">As in <see cref="TakeAsync(string, double, BucketLimit, CancellationToken)"/>.</param>
    /// <param name="difference">Tokens that the call cost more than were taken; below 0 when it cost less.</param>
    /// <param name="limit">The platform's limit.</param>
    public Task CorrectAsync(string bucket, double difference, BucketLimit limit) => WaitAsync(bucket, difference, limit.WithMargin(), call: null);

    /// <summary>The platform said that there is nothing left, for all replicas: nothing is taken until then, one call's worth at once after it.</summary>
    public Task EmptyAsync(string bucket, TimeSpan until)
    {
        if (until <= TimeSpan.Zero) return Task.CompletedTask;
        pauses[bucket] = (clock.GetTimestamp(), until);
        return redis.TryEvaluateAsync(Empty, Keys(bucket), [Text(until.TotalMilliseconds)]);
    }

    /// <summary>A call's tokens may come back from now on, if it is over.</summary>
    public Task ReturnAsync(TakenTokens call)
    {
        if (!call.IsOver && call.Alone is null) return Task.CompletedTask;
        if (call.Alone is not { } local) return redis.TryEvaluateAsync(Answered, Keys(call.Bucket), [Text(call.Limit.PerSecond), Text(call.Limit.Burst), call.Name]);
        local.Answered(call.Cost, PartOf(call.Limit));
        return Task.CompletedTask;
    }

    /// <summary>Whoever counted alone comes back with the bucket emptied: what was taken meanwhile is not in it.</summary>
    private async Task<TimeSpan> WaitAsync(string bucket, double cost, BucketLimit limit, TakenTokens? call)
    {
        if (Paused(bucket) is var pause && pause > TimeSpan.Zero) return pause;
        var countedAlone = alone.TryGetValue(bucket, out var local);
        var milliseconds = await redis.TryEvaluateAsync(Take, Keys(bucket),
            [Text(limit.PerSecond), Text(limit.Burst), Text(cost), countedAlone ? "1" : "0", call?.Name ?? "", Text(LongestCall.TotalMilliseconds)]);
        if (milliseconds is not { } wait) return Local(bucket).Take(cost, PartOf(limit), call);
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

    private static BucketLimit PartOf(BucketLimit limit) => new(limit.PerSecond / ReplicasAssumed, Math.Max(1, limit.Burst / ReplicasAssumed));

    private static string[] Keys(string bucket) => [SharedLimits.KeyOf(bucket), SharedLimits.PauseOf(bucket), $"{SharedLimits.KeyOf(bucket)}:calls", SharedLimits.ShownOf(bucket)];

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private LocalBucket Local(string bucket) => alone.GetOrAdd(bucket, _ => new LocalBucket(clock));
}
