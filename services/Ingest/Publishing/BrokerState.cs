namespace CreatorFlow.Ingest.Publishing;

/// <summary>Whether publishing is worth a try. One failure spares the other partitions the same wait; thread-safe.</summary>
internal sealed partial class BrokerState(ILogger<BrokerState> logger)
{
    private int down;
    private int failures;

    public bool IsDown => Volatile.Read(ref down) == 1;

    /// <summary>Grows with every failure.</summary>
    public int Failures => Volatile.Read(ref failures);

    public void Failed(string error)
    {
        Interlocked.Increment(ref failures);
        if (Interlocked.Exchange(ref down, 1) == 0) WentDown(logger, error);
    }

    /// <summary>A publish came through.</summary>
    public void Succeeded()
    {
        if (Interlocked.Exchange(ref down, 0) == 1) MayBeBack(logger);
    }

    /// <summary>Nobody but the next publish could find out whether the broker is back; void when another failed since.</summary>
    public void MayTry(int failuresBefore)
    {
        if (Failures == failuresBefore) Succeeded();
    }

    [LoggerMessage(2001, LogLevel.Warning, "Publishing failed ({Error}): deliveries go to the spool")]
    private static partial void WentDown(ILogger logger, string error);

    [LoggerMessage(2002, LogLevel.Information, "Publishing to the broker again")]
    private static partial void MayBeBack(ILogger logger);
}
