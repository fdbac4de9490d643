namespace CreatorFlow.Hosting.Telemetry;

/// <summary>So many a second, by the clock's own seconds; where a second begins a few more may pass. Thread-safe.</summary>
internal sealed class SecondBudget(int most, TimeProvider clock)
{
    private long second;
    private int taken;

    public bool Takes()
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        if (Interlocked.Exchange(ref second, now) != now) Volatile.Write(ref taken, 0);
        return Interlocked.Increment(ref taken) <= most;
    }
}
