namespace CreatorFlow.Ingest.Publishing;

/// <summary>Whether publishing is worth a try. One failure spares the other partitions the same wait; thread-safe.</summary>
internal sealed partial class BrokerState(ILogger<BrokerState> logger)
{
    private int down;

    public bool IsDown => Volatile.Read(ref down) == 1;

    public void Failed(string error)
    {
        if (Interlocked.Exchange(ref down, 1) == 0) WentDown(logger, error);
    }

    /// <summary>A publish came through, or nobody but the next publish could find out.</summary>
    public void MayTry()
    {
        if (Interlocked.Exchange(ref down, 0) == 1) MayBeBack(logger);
    }

    [LoggerMessage(2001, LogLevel.Warning, "Publishing failed ({Error}): deliveries go to the spool")]
    private static partial void WentDown(ILogger logger, string error);

    [LoggerMessage(2002, LogLevel.Information, "Publishing to the broker again")]
    private static partial void MayBeBack(ILogger logger);
}
