using CreatorFlow.Contracts.Deliveries;

namespace CreatorFlow.Projection.Deliveries;

/// <summary>What became of a delivery.</summary>
/// <param name="Delivery">It.</param>
/// <param name="Outcome">Of <see cref="Outcomes"/>.</param>
/// <param name="Reason">Stable code, or null.</param>
internal sealed record DeliveryFate(Delivery Delivery, string Outcome, string? Reason)
{
    /// <summary>A duplicate and a key conflict leave the key as its first delivery set it.</summary>
    public bool OwnsKey => Outcome != Outcomes.Duplicate && Reason != Outcomes.KeyConflict;
}

/// <summary>The outcomes' written-down names.</summary>
internal static class Outcomes
{
    public const string Applied = "applied";
    public const string Duplicate = "duplicate";
    public const string UnknownTopic = "unknown_topic";
    public const string Quarantined = "quarantined";
    public const string Parked = "parked";

    /// <summary>A person's command that the rules refuse: nothing waits behind it.</summary>
    public const string Refused = "refused";

    /// <summary>Nothing of the delivery was taken in, so that reading it again may still have its whole effect.</summary>
    public static bool CameToNothing(string outcome) => outcome is Quarantined or UnknownTopic;

    /// <summary>Reason: the same key came with another body.</summary>
    public const string KeyConflict = "idempotency.key_conflict";
}
