namespace CreatorFlow.EventStore;

/// <summary>An event to be appended.</summary>
/// <param name="Id">Version 7 UUID.</param>
/// <param name="Type">The stored name, at most 500 characters.</param>
/// <param name="Data">Canonical JSON in UTF-8; see <see cref="CanonicalJson"/>.</param>
/// <param name="Headers">Metadata as a JSON object in UTF-8.</param>
/// <param name="CorrelationId">What it belongs to, or null.</param>
/// <param name="CausationId">What caused it, or null.</param>
/// <param name="Ordinal">Its place among all events of one append, over its streams: sequence numbers are given in this order.</param>
public sealed record NewEvent(Guid Id, string Type, byte[] Data, byte[] Headers, string? CorrelationId, string? CausationId, int Ordinal = 0);
