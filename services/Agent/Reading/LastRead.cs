namespace CreatorFlow.Agent.Reading;

/// <summary>What was read last, shared by everybody who asks until something changes, or a minute is over. Thread-safe: it is read once, however many ask.</summary>
internal sealed class LastRead<T>(Func<T> read) where T : class
{
    private readonly Lock one = new();
    private (long Change, long Minute) readAt;
    private T? kept;

    /// <param name="change">The newest change's number, taken before.</param>
    /// <param name="now">Now.</param>
    public T At(long change, DateTimeOffset now)
    {
        var key = (change, now.ToUnixTimeSeconds() / 60);
        lock (one)
        {
            if (kept is null || readAt != key) (kept, readAt) = (read(), key);
            return kept;
        }
    }
}
