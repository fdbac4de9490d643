using System.Threading.RateLimiting;

namespace CreatorFlow.Gateway.Limits;

/// <summary>Counts by sender what failed, so many a minute. Thread-safe.</summary>
internal abstract class FailureCount<TSender>(int perMinute) : IDisposable
    where TSender : notnull
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<TSender> limiter = PartitionedRateLimiter.Create<TSender, TSender>(sender =>
        RateLimitPartition.GetFixedWindowLimiter(sender, _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = Window, QueueLimit = 0 }));

    /// <returns>How long until the minute is over in which this sender failed too often; null when it did not.</returns>
    public TimeSpan? Wait(TSender sender)
    {
        using var lease = limiter.AttemptAcquire(sender, permitCount: 0);
        if (lease.IsAcquired) return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : Window;
    }

    public void Count(TSender sender) => limiter.AttemptAcquire(sender).Dispose();

    public void Dispose() => limiter.Dispose();
}
