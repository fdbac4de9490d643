using CreatorFlow.Domain;
using CreatorFlow.EventStore;

namespace CreatorFlow.Projection.Books;

/// <summary>An aggregate within one transaction: where it stood, where it stands, what happened between.</summary>
/// <param name="id">The document's id.</param>
/// <param name="streamType">The aggregate's written-down name.</param>
/// <param name="kept">Where it stood.</param>
internal sealed class Draft<TState>(string id, string streamType, Kept<TState> kept)
{
    public string Id { get; } = id;
    public string StreamType { get; } = streamType;
    public TState State { get; private set; } = kept.State;
    public long BaseVersion { get; } = kept.Version;
    public long SnapshotVersion { get; } = kept.SnapshotVersion;
    public long Version => BaseVersion + Events.Count;
    public List<NewEvent> Events { get; } = [];
    public DateTimeOffset OccurredAt { get; private set; }

    /// <summary>Of the delivery that changed it last; null when that one had none.</summary>
    public string? TraceParent { get; private set; }

    public void Append(TState after, NewEvent happened, EventOrigin origin)
    {
        State = after;
        Events.Add(happened);
        (OccurredAt, TraceParent) = (origin.OccurredAt, origin.TraceParent);
    }

    public void BackTo(TState state, int events)
    {
        State = state;
        Events.RemoveRange(events, Events.Count - events);
    }
}
