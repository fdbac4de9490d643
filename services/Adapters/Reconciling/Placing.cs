namespace CreatorFlow.Adapters.Reconciling;

/// <summary>
/// Where a channel's reports tell one number for all locations, but its pages name them (TikTok's warehouses): the only one
/// that a listing has is the number of its reports. Of several none is, and their sum is not what we told. Pure.
/// </summary>
internal static class Placing
{
    /// <summary>A listing's only location goes without a name, as its reports do.</summary>
    public static IReadOnlyList<SeenListing> Of(IReadOnlyList<SeenListing> seen, KnownStock now)
    {
        var several = Several(seen);
        return [.. seen.Select(s => IsNamed(s, now) || several.Contains(s.Shown.ListingId) ? s : s with { Shown = s.Shown with { Location = "" } })];
    }

    /// <summary>Listings at several locations of which we know none by its name.</summary>
    public static IReadOnlySet<string> Unplaced(IReadOnlyList<SeenListing> seen, KnownStock now)
    {
        var named = seen.Where(s => IsNamed(s, now)).Select(s => s.Shown.ListingId).ToHashSet(StringComparer.Ordinal);
        return Several(seen).Except(named, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
    }

    private static bool IsNamed(SeenListing s, KnownStock now) => s.Shown.Location.Length > 0 && now.Of(s.Shown.ListingId, s.Shown.Location) is not null;

    private static HashSet<string> Several(IReadOnlyList<SeenListing> seen) => seen.GroupBy(s => s.Shown.ListingId, StringComparer.Ordinal)
        .Where(g => g.Select(s => s.Shown.Location).Distinct(StringComparer.Ordinal).Count() > 1).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
}
