namespace CreatorFlow.Hosting.Reports;

/// <summary>A counter's or a histogram's numbers with their past quarter of an hour, in steps of fifteen seconds. Not thread-safe.</summary>
internal sealed class Series(int buckets)
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(15);
    private readonly long[] now = new long[buckets];
    private readonly Queue<(DateTimeOffset At, long[] Counts)> past = [];
    private DateTimeOffset lastStep;

    public void Add(int bucket, long count) => now[bucket] += count;

    /// <summary>Once in a while, so that there is a past to compare with.</summary>
    public void Remember(DateTimeOffset at)
    {
        if (at - lastStep < Step) return;
        lastStep = at;
        past.Enqueue((at, [.. now]));
        // One that is older than asked for stays: the growth since then is what a longer span says.
        while (past.Count > 1 && past.ElementAt(1).At <= at - Kept) past.Dequeue();
    }

    /// <summary>By how much each bucket grew since then; since the beginning where that was later.</summary>
    public long[] Since(DateTimeOffset then)
    {
        long[]? before = null;
        foreach (var (at, counts) in past)
        {
            if (at > then) break;
            before = counts;
        }
        return before is null ? [.. now] : [.. now.Zip(before, (n, b) => n - b)];
    }
}
