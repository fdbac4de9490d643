namespace CreatorFlow.EventStore.Reading;

/// <summary>Where a stream stood at a moment.</summary>
/// <param name="Version">Its version then; 0 when its events of that time are not in the store.</param>
/// <param name="RecordedAt">When that version was recorded, UTC; null with version 0.</param>
/// <param name="BeganAt">When the stream's first event was recorded, UTC: an earlier moment has no answer.</param>
/// <param name="Newest">The stream's version now.</param>
public sealed record StreamMoment(long Version, DateTimeOffset? RecordedAt, DateTimeOffset BeganAt, long Newest);
