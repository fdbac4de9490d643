namespace CreatorFlow.Contracts.Deliveries;

/// <summary>Says that a delivery is one of the archive's, read again by today's translators, and not one that arrives.</summary>
/// <remarks>It keeps its id and its idempotency key. Applied is only what came to nothing the first time (quarantined, or an
/// unknown topic); of anything else it is a duplicate. Safe to repeat. Its body stays in the archive and is not carried.</remarks>
public sealed record ReadAgain
{
    /// <summary>The key that today's reading would give the delivery, where that is another than the one it is archived under: a
    /// derived key is made from what could be read. Null when it is the same.</summary>
    public string? Key { get; init; }
}
