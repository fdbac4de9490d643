using CreatorFlow.EventStore;

namespace CreatorFlow.Domain;

/// <summary>One event of a stream and the states on both sides of it.</summary>
internal sealed record Step<TState, TEvent>(StoredEvent Stored, TEvent Happened, TState Before, TState After);
