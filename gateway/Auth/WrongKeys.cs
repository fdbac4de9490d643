using System.Net;
using System.Threading.RateLimiting;
using CreatorFlow.Gateway.Limits;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Gateway.Auth;

/// <summary>Counts wrong keys per address, so that keys cannot be guessed at speed. Known keys pass by it. Thread-safe.</summary>
internal sealed class WrongKeys(IOptions<ApiKeyOptions> options) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<HttpContext> limiter = PartitionedRateLimiter.Create<HttpContext, IPAddress>(context =>
        RateLimitPartition.GetFixedWindowLimiter(ClientAddress.Of(context), _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = options.Value.WrongKeysPerMinute,
            Window = Window,
            QueueLimit = 0,
        }));

    /// <returns>How long this address has to wait before another key; null when it may try now.</returns>
    public TimeSpan? Wait(HttpContext context)
    {
        using var lease = limiter.AttemptAcquire(context, permitCount: 0);
        if (lease.IsAcquired) return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : Window;
    }

    public void Count(HttpContext context) => limiter.AttemptAcquire(context).Dispose();

    public void Dispose() => limiter.Dispose();
}
