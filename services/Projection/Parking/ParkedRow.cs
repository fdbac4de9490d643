using CreatorFlow.Contracts.Deliveries;

namespace CreatorFlow.Projection.Parking;

/// <summary>An open parked event taken up again.</summary>
/// <param name="Position">Its place in the order of parking.</param>
/// <param name="Creator">Whose.</param>
/// <param name="DeliveryId">The delivery that it came by.</param>
/// <param name="Delivery">That one with this event alone; null when this version cannot read what was stored.</param>
/// <param name="Error">Why it cannot; null when it can.</param>
internal sealed record ParkedRow(long Position, string Creator, string DeliveryId, Delivery? Delivery, Exception? Error);

/// <summary>What became of a parked event that was taken up again.</summary>
/// <param name="Row">It.</param>
/// <param name="Status">Settled: <c>replayed</c>, <c>discarded</c>; still open: <c>parked</c>, <c>waiting</c>.</param>
/// <param name="Reason">Stable code while it is open; null leaves the last one, for whoever asks later.</param>
internal sealed record ParkedFate(ParkedRow Row, string Status, string? Reason)
{
    public bool IsSettled => Status is ParkedStatus.Replayed or ParkedStatus.Discarded;
}

/// <summary>The written-down names.</summary>
internal static class ParkedStatus
{
    public const string Parked = "parked";
    public const string Waiting = "waiting";
    public const string Replayed = "replayed";
    public const string Discarded = "discarded";

    /// <summary>Reason: waits behind another event of its aggregate.</summary>
    public const string Held = "aggregate.held";

    /// <summary>Reason: this version cannot read it, as after going back to an older one.</summary>
    public const string Unreadable = "event.unreadable";
}
