using CreatorFlow.EventStore.Reading;

namespace CreatorFlow.EventStore.Archiving;

/// <summary>How a stream becomes a snapshot; the domain says it, the event store knows no state.</summary>
/// <param name="SchemaOf">The present shape's number, by the stream's type.</param>
/// <param name="Make">The canonical JSON of the state that a history of that type folds to.</param>
/// <remarks>Both throw for a type they do not know; nothing is archived then.</remarks>
public sealed record SnapshotMaker(Func<string, int> SchemaOf, Func<string, StreamHistory, byte[]> Make);
