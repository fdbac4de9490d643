namespace CreatorFlow.Agent.Live;

/// <summary>Tells everybody who waits that something changed. Thread-safe; word that comes while nobody listens is remembered by its number.</summary>
internal sealed class ChangeSignal
{
    private readonly Lock one = new();
    private TaskCompletionSource next = New();
    private long told;

    public long Told => Interlocked.Read(ref told);

    public void Tell()
    {
        TaskCompletionSource waiting;
        lock (one)
        {
            told++;
            (waiting, next) = (next, New());
        }
        waiting.SetResult();
    }

    /// <summary>Returns at once when more was told than the caller has seen.</summary>
    public Task WaitAsync(long seen, CancellationToken cancellation)
    {
        lock (one) return told > seen ? Task.CompletedTask : next.Task.WaitAsync(cancellation);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
