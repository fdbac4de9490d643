using System.Collections.Concurrent;
using RabbitMQ.Client.Exceptions;

namespace CreatorFlow.Ingest.Publishing;

/// <summary>Whether publishing is worth a try: to the broker, and to one partition of it. Thread-safe.</summary>
/// <remarks>
/// One failure spares the other partitions the same wait. But a broker whose one queue takes nothing, since its log is damaged or it has no leader, still
/// answers for the others, and they go on: what it refuses, or does not confirm while it confirms something else, is that partition's alone. And that a
/// partition fails again, which failed before, says nothing of the broker.
/// </remarks>
internal sealed partial class BrokerState(ILogger<BrokerState> logger)
{
    private readonly ConcurrentDictionary<int, bool> closed = new();
    private int down;
    private int failures;
    private long answers;

    /// <summary>Nothing is published.</summary>
    public bool IsDown => Volatile.Read(ref down) == 1;

    /// <summary>Nothing is published to some partitions.</summary>
    public bool IsPartlyDown => !closed.IsEmpty;

    /// <summary>Grows with every failure.</summary>
    public int Failures => Volatile.Read(ref failures);

    /// <summary>Grows with everything that the broker took or refused.</summary>
    public long Answers => Interlocked.Read(ref answers);

    /// <summary>Nothing is published to this partition, whatever becomes of others.</summary>
    public bool IsClosed(int partition) => closed.ContainsKey(partition);

    /// <summary>Nothing is published to this partition.</summary>
    public bool IsDownFor(int partition) => IsDown || IsClosed(partition);

    /// <summary>A publish was not confirmed.</summary>
    /// <param name="partition">To which it was.</param>
    /// <param name="error">By which it failed.</param>
    /// <param name="answersBefore">When it began.</param>
    public void Failed(int partition, Exception error, long answersBefore)
    {
        Interlocked.Increment(ref failures);
        if (error is PublishException) Answered();
        if (!closed.TryAdd(partition, true)) return;
        if (Answers != answersBefore) Close(logger, partition, error.GetType().Name);
        else if (Interlocked.Exchange(ref down, 1) == 0) WentDown(logger, error.GetType().Name);
    }

    /// <summary>A publish came through.</summary>
    public void Succeeded(int partition)
    {
        Answered();
        if (closed.TryRemove(partition, out _)) MayBeOpen(logger, partition);
    }

    /// <summary>Nobody but the next publish could find out whether the broker is back; void when another failed since.</summary>
    public void MayTry(int failuresBefore)
    {
        if (Failures != failuresBefore) return;
        closed.Clear();
        Reopen();
    }

    /// <summary>Reopens partitions of which nothing is spooled: another replica has published it.</summary>
    public void ReopenWithout(IReadOnlySet<int> spooled)
    {
        foreach (var partition in closed.Keys)
            if (!spooled.Contains(partition) && closed.TryRemove(partition, out _)) MayBeOpen(logger, partition);
    }

    private void Answered()
    {
        Interlocked.Increment(ref answers);
        Reopen();
    }

    private void Reopen()
    {
        if (Interlocked.Exchange(ref down, 0) == 1) MayBeBack(logger);
    }

    [LoggerMessage(2001, LogLevel.Warning, "Publishing failed ({Error}): deliveries go to the spool")]
    private static partial void WentDown(ILogger logger, string error);

    [LoggerMessage(2002, LogLevel.Information, "Publishing to the broker again")]
    private static partial void MayBeBack(ILogger logger);

    [LoggerMessage(2003, LogLevel.Warning, "Publishing to partition {Partition} failed ({Error}) while the broker answers: its deliveries go to the spool")]
    private static partial void Close(ILogger logger, int partition, string error);

    [LoggerMessage(2004, LogLevel.Information, "Publishing to partition {Partition} again")]
    private static partial void MayBeOpen(ILogger logger, int partition);
}
