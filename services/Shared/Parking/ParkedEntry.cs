namespace CreatorFlow.Parking;

/// <summary>An event that could not be decided, or waits behind one.</summary>
/// <param name="Position">Its number, in the order of parking over all creators.</param>
/// <param name="Creator">Whose.</param>
/// <param name="Aggregate">The stream it speaks of, and holds up while open.</param>
/// <param name="DeliveryId">The webhook it came by.</param>
/// <param name="Event">The channel event as JSON, <c>$type</c> first.</param>
/// <param name="Status"><c>parked</c> and <c>waiting</c> are open; <c>replayed</c> and <c>discarded</c> are settled.</param>
/// <param name="Reason">Stable code of why it was parked last.</param>
/// <param name="ParkedAt">When it was parked first, UTC.</param>
/// <param name="SettledAt">When it was replayed or discarded, UTC; null while open.</param>
/// <param name="TriedAt">When it was last taken up again, whatever came of it, UTC; null for never.</param>
public sealed record ParkedEntry(long Position, string Creator, string Aggregate, string DeliveryId, string Event, string Status, string Reason,
    DateTimeOffset ParkedAt, DateTimeOffset? SettledAt, DateTimeOffset? TriedAt)
{
    /// <summary>Whether it still holds up its aggregate.</summary>
    public bool IsOpen => Status is "parked" or "waiting";
}

/// <summary>Which parked events are wanted.</summary>
public sealed record ParkedQuery
{
    /// <summary>Null for all creators.</summary>
    public string? Creator { get; init; }

    /// <summary>Null for all aggregates.</summary>
    public string? Aggregate { get; init; }

    /// <summary>A status, or <c>open</c> for those that hold up their aggregate; null for all.</summary>
    public string? Status { get; init; }

    /// <summary>The last position seen; 0 to begin.</summary>
    public long AfterPosition { get; init; }

    /// <summary>At most so many. The default is 50.</summary>
    public int Limit { get; init; } = 50;
}
