namespace CreatorFlow.Domain;

/// <summary>An aggregate's state at a version; version 0 is a stream that does not exist.</summary>
/// <param name="State">Immutable.</param>
/// <param name="Version">The stream's version.</param>
/// <param name="SnapshotVersion">The version of its newest snapshot, 0 for none.</param>
internal sealed record Kept<TState>(TState State, long Version, long SnapshotVersion);
