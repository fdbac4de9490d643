namespace CreatorFlow.EventStore;

/// <summary>
/// Events that are needed are in archive files, and no snapshot of the wanted shape stands in for them: the stream is asked for
/// at a moment before its archived boundary, or the snapshots' shape has changed since. Restore the creator's months and ask again.
/// </summary>
public sealed class ArchivedEventsException : Exception
{
    public ArchivedEventsException() { }

    public ArchivedEventsException(string message) : base(message) { }

    public ArchivedEventsException(string message, Exception innerException) : base(message, innerException) { }

    internal static ArchivedEventsException Of(StreamKey stream, long after, long first) => new(
        $"Stream '{stream.Id}' of '{stream.Tenant}' cannot be folded: the events after version {after} begin at {first}. " +
        "They are archived, and no snapshot of the present shape covers them. Restore this creator's archive and try again.");
}
