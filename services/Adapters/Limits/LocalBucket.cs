namespace CreatorFlow.Adapters.Limits;

/// <summary>The count of a bucket in memory. It begins empty: nobody knows what others took from Redis a moment ago. Thread-safe.</summary>
internal sealed class LocalBucket(TimeProvider clock)
{
    private readonly Lock gate = new();
    private double tokens;
    private double held;
    private long at = clock.GetTimestamp();

    /// <summary>What costs more than the bucket holds waits for a full one and leaves it in debt.</summary>
    public TimeSpan Take(double cost, BucketLimit limit, TakenTokens? call)
    {
        lock (gate)
        {
            Refill(limit);
            var needed = Math.Min(cost, limit.Burst);
            if (tokens < needed) return TimeSpan.FromSeconds((needed - tokens) / limit.PerSecond);
            tokens -= cost;
            if (call is null) return TimeSpan.Zero;
            held += cost;
            call.Alone = this;
            return TimeSpan.Zero;
        }
    }

    public void Answered(double cost, BucketLimit limit)
    {
        lock (gate)
        {
            Refill(limit);
            held -= cost;
        }
    }

    private void Refill(BucketLimit limit)
    {
        var now = clock.GetTimestamp();
        tokens = Math.Min(limit.Burst - held, tokens + (clock.GetElapsedTime(at, now).TotalSeconds * limit.PerSecond));
        at = now;
    }
}
