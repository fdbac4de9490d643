namespace CreatorFlow.EventStore;

/// <summary>An event as it stands in the store.</summary>
/// <param name="Sequence">Position in the whole store; not contiguous.</param>
/// <param name="Stream">Its stream.</param>
/// <param name="Version">1 for the stream's first event.</param>
/// <param name="Type">Stored name.</param>
/// <param name="Data">JSON in UTF-8, in the order of jsonb.</param>
/// <param name="Timestamp">When it was recorded, UTC.</param>
public sealed record StoredEvent(long Sequence, StreamKey Stream, long Version, string Type, byte[] Data, DateTimeOffset Timestamp)
{
    /// <summary>Read only where somebody asks for causes; null otherwise.</summary>
    public StoredMetadata? Metadata { get; init; }
}

/// <summary>An event's metadata.</summary>
/// <param name="Id">The event's own id.</param>
/// <param name="Headers">A JSON object in UTF-8, or null.</param>
/// <param name="CorrelationId">What it belongs to, or null.</param>
/// <param name="CausationId">What caused it, or null.</param>
public sealed record StoredMetadata(Guid Id, byte[]? Headers, string? CorrelationId, string? CausationId);
