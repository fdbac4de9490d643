namespace CreatorFlow.Contracts.Deliveries;

/// <summary>Asks for the parked events of one aggregate to be decided again, in their order, by the lane that writes their creator.</summary>
/// <remarks>It travels the creator's own partition like a delivery, so live traffic stays before or behind it. Safe to repeat: what was settled is not open any more.</remarks>
public sealed record ReplayParked
{
    /// <summary>The stream whose parked events are meant.</summary>
    public required string Aggregate { get; init; }

    /// <summary>The one parked event, by its position, that shall not be decided any more; null to discard none.</summary>
    /// <remarks>The others that are open are replayed after it.</remarks>
    public long? Discard { get; init; }
}
