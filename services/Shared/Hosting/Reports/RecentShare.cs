namespace CreatorFlow.Hosting.Reports;

/// <summary>The share of what went well among all that was counted within the last quarter of an hour, for a gauge. Thread-safe.</summary>
/// <param name="clock">Tells what is of late.</param>
public sealed class RecentShare(TimeProvider clock)
{
    private static readonly TimeSpan Span = TimeSpan.FromMinutes(15);
    private readonly Series counts = new(buckets: 2);
    private readonly Lock gate = new();

    /// <summary>From 0 to 1; null when nothing was counted within that time.</summary>
    public double? Value
    {
        get
        {
            lock (gate)
            {
                var now = clock.GetUtcNow();
                counts.Remember(now);
                return counts.Since(now - Span) is [var well, var not] && well + not > 0 ? (double)well / (well + not) : null;
            }
        }
    }

    /// <summary>Something went well, or not.</summary>
    public void Count(bool well)
    {
        lock (gate)
        {
            counts.Remember(clock.GetUtcNow());
            counts.Add(well ? 0 : 1, 1);
        }
    }
}
