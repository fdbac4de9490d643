namespace CreatorFlow.EventStore.Reading;

/// <summary>What is needed to rebuild a stream's state: the last snapshot, if any, and what came after it.</summary>
public sealed class StreamHistory(StreamKey stream, long version, byte[]? snapshot)
{
    public StreamKey Stream { get; } = stream;

    /// <summary>The stream's version; at least 1.</summary>
    public long Version { get; } = version;

    /// <summary>The snapshot's JSON, or null to begin with nothing.</summary>
    public byte[]? Snapshot { get; } = snapshot;

    /// <summary>Events after the snapshot, in order.</summary>
    public List<StoredEvent> Events { get; } = [];
}
