namespace CreatorFlow.EventStore.Appending;

/// <summary>Events for one stream, all or none.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Type">The aggregate's written-down name, stored once when the stream starts.</param>
/// <param name="ExpectedVersion">The version decided upon; 0 for a stream that does not exist.</param>
/// <param name="Events">In order; at least one.</param>
public sealed record StreamAppend(StreamKey Stream, string Type, long ExpectedVersion, IReadOnlyList<NewEvent> Events);
