namespace CreatorFlow.Adapters.Reconciling;

/// <summary>A whole channel compared.</summary>
/// <param name="Listings">Listings that were compared.</param>
/// <param name="Drifts">Every difference, with the listing as it was seen; null for one that the channel did not list.</param>
internal sealed record RunComparison(long Listings, IReadOnlyList<(Drift Drift, SeenListing? Seen)> Drifts)
{
    /// <param name="seen">All that the channel listed.</param>
    /// <param name="now">What is known by now.</param>
    /// <param name="at">The moment of comparison.</param>
    public static RunComparison Of(IReadOnlyList<SeenListing> seen, KnownStock now, Circumstances at)
    {
        // A page that shifts while it is turned may name a listing twice: the later one counts.
        var unplaced = at.NamesLocations ? new HashSet<string>() : Placing.Unplaced(seen, now);
        var places = (at.NamesLocations ? seen : Placing.Of(seen, now)).GroupBy(s => (s.Shown.ListingId, s.Shown.Location)).ToDictionary(g => g.Key, g => g.Last());
        var drifts = new List<(Drift, SeenListing?)>();
        foreach (var place in places.Values)
            if (unplaced.Contains(place.Shown.ListingId)) drifts.Add((new Drift(place.Shown.ListingId, place.Shown.Location, place.Shown.Available, now.Of(place.Shown.ListingId, ""), DriftCause.Unplaced), place));
            else if (Comparison.Of(place.Shown, place.Before, now.Of(place.Shown.ListingId, place.Shown.Location), now.Knows(place.Shown.ListingId), at) is { } drift) drifts.Add((drift, place));
        var missing = now.All.Where(e => !unplaced.Contains(e.ListingId) && !places.ContainsKey((e.ListingId, e.Location))).Select(Comparison.Missing).OfType<Drift>().ToList();
        drifts.AddRange(missing.Select(d => (d, (SeenListing?)null)));
        return new(places.Keys.Select(k => k.ListingId).Union(missing.Select(m => m.ListingId), StringComparer.Ordinal).LongCount(), drifts);
    }

    /// <param name="listings">Those that are to be repaired; null for all.</param>
    public RunComparison Choosing(IReadOnlySet<string>? listings) =>
        listings is null ? this : this with { Drifts = [.. Drifts.Select(d => (d.Drift with { Chosen = listings.Contains(d.Drift.ListingId) }, d.Seen))] };

    public RunFindings Findings(int pages)
    {
        var byListing = Drifts.GroupBy(d => d.Drift.ListingId, StringComparer.Ordinal).ToList();
        var settling = byListing.LongCount(g => g.All(d => d.Drift.IsSettling));
        return new(pages, Listings, Listings - byListing.Count, settling, [.. Drifts.Select(d => d.Drift)]);
    }
}
