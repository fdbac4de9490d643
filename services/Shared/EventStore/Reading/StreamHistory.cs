namespace CreatorFlow.EventStore.Reading;

/// <summary>What is needed to rebuild a stream's state: the last snapshot, if any, and what came after it.</summary>
public sealed class StreamHistory(StreamKey stream, long version, byte[]? snapshot, long snapshotVersion = 0)
{
    public StreamKey Stream { get; } = stream;

    /// <summary>The version that the state is wanted of; at least 1.</summary>
    public long Version { get; } = version;

    /// <summary>The snapshot's JSON, or null to begin with nothing.</summary>
    public byte[]? Snapshot { get; } = snapshot;

    /// <summary>The version that the snapshot reflects; 0 without one.</summary>
    public long SnapshotVersion { get; } = snapshotVersion;

    /// <summary>False when events are missing between the snapshot and the version: they are archived.</summary>
    public bool IsWhole => Events.Count == Version - SnapshotVersion && (Events.Count == 0 || Events[0].Version == SnapshotVersion + 1);

    /// <summary>Events after the snapshot, in order.</summary>
    public List<StoredEvent> Events { get; } = [];
}
