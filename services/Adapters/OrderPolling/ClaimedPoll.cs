namespace CreatorFlow.Adapters.OrderPolling;

/// <summary>A poll of a connection that is this replica's.</summary>
/// <param name="ConnectionId">Whose orders.</param>
/// <param name="Number">Which claim of it; the next one's is higher.</param>
/// <param name="ReadUntil">What changed before was brought in.</param>
/// <param name="BeganAt">Becomes the mark once all pages are brought in.</param>
/// <param name="Cursor">Where it goes on; null for the first page.</param>
internal sealed record ClaimedPoll(string ConnectionId, long Number, DateTimeOffset ReadUntil, DateTimeOffset BeganAt, string? Cursor);
