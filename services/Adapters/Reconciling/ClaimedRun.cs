namespace CreatorFlow.Adapters.Reconciling;

/// <summary>A run as this replica took it up.</summary>
/// <param name="CreatorId">Whose.</param>
/// <param name="Id">The run's id.</param>
/// <param name="ConnectionId">What is compared.</param>
/// <param name="DryRun">Nothing is to be repaired.</param>
/// <param name="Attempt">1 for the first; more when it was interrupted.</param>
/// <param name="Chosen">The listings that are to be repaired; null for all.</param>
internal sealed record ClaimedRun(string CreatorId, string Id, string ConnectionId, bool DryRun, int Attempt, IReadOnlySet<string>? Chosen = null);

/// <summary>What a run found: listings by how they stand, and each difference.</summary>
/// <param name="Pages">Pages read.</param>
/// <param name="Listings">Listings compared.</param>
/// <param name="Matching">Of them, those that show what they should everywhere.</param>
/// <param name="Settling">Of them, those with nothing worse than a change under way.</param>
/// <param name="Drifts">Every difference.</param>
internal sealed record RunFindings(int Pages, long Listings, long Matching, long Settling, IReadOnlyList<Drift> Drifts)
{
    public long Drifting => Listings - Matching - Settling;
}
