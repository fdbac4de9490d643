using System.Collections.ObjectModel;

namespace CreatorFlow.Adapters.Pushing;

/// <summary>Pushes that this replica alone may tell while it holds them.</summary>
/// <param name="pushes">As they were claimed.</param>
/// <param name="since">Timestamp of the clock, before they were claimed.</param>
/// <param name="held">Ends with the term under which they were claimed, when others may take them up: one that began later is none of theirs.</param>
internal sealed class PushClaim(IList<WaitingPush> pushes, long since, CancellationToken held) : ReadOnlyCollection<WaitingPush>(pushes)
{
    public CancellationToken Held => held;

    public long Since => since;
}
