using System.Collections.Concurrent;

namespace CreatorFlow.Adapters.TikTok;

/// <summary>How long to leave a shop alone that says "too many requests": 1 s · 2ⁿ up to a minute, and up to half a second more. Thread-safe.</summary>
/// <remarks>Source: partner.tiktokshop.com/docv2/page/rate-limits (May 2026).</remarks>
internal sealed class ThrottlePace(TimeProvider clock)
{
    private const int MostDoublings = 6;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private readonly ConcurrentDictionary<string, Pace> paces = new(StringComparer.Ordinal);

    /// <summary>The wait after one more throttled call. Calls that were under way together count as one.</summary>
    /// <param name="bucket">Connection and kind of call.</param>
    /// <param name="wished">The platform's own wish.</param>
    public TimeSpan Throttled(string bucket, TimeSpan? wished)
    {
        var now = clock.GetUtcNow();
        var pace = paces.AddOrUpdate(bucket, _ => After(0, now), (_, before) => now < before.Until ? before : After(before.Doublings + 1, now));
        var wait = pace.Until > now ? pace.Until - now : TimeSpan.Zero;
        return (wished > wait ? wished.Value : wait) + TimeSpan.FromMilliseconds(Random.Shared.Next(501));
    }

    /// <summary>A call went through: the next throttling begins at a second again.</summary>
    public void Answered(string bucket) => paces.TryRemove(bucket, out _);

    private static Pace After(int doublings, DateTimeOffset now)
    {
        var wait = TimeSpan.FromSeconds(1L << Math.Min(doublings, MostDoublings));
        return new Pace(doublings, now + (wait < Longest ? wait : Longest));
    }

    private sealed record Pace(int Doublings, DateTimeOffset Until);
}
