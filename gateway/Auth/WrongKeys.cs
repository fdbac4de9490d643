using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Gateway.Auth;

/// <summary>Counts wrong keys per address, so that nobody can try many. Thread-safe.</summary>
internal sealed class WrongKeys(IOptions<GatewayLimits> limits) : IDisposable
{
    private readonly PartitionedRateLimiter<IPAddress> limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new() { PermitLimit = limits.Value.WrongKeysPerMinute, Window = TimeSpan.FromMinutes(1) }));

    /// <summary>Whether the address has used up its wrong keys.</summary>
    public bool AreTooMany(IPAddress address) => limiter.GetStatistics(address) is { CurrentAvailablePermits: 0 };

    public void Count(IPAddress address) => limiter.AttemptAcquire(address).Dispose();

    public void Dispose() => limiter.Dispose();
}
